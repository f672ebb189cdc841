// The conversation, kept in this tab and nowhere else; closing the tab or clearing forgets it.

const KEY = "conversation";
const MOST = 20;

export function remembered() {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEY)) || [];
  } catch (error) {
    return [];
  }
}

/** The token of the last answer: what a follow-up goes back to. */
export function conversation() {
  const last = remembered().slice(-1)[0];
  return (last && last.answer.conversation) || null;
}

export function remember(question, answer) {
  try {
    const turns = [...remembered(), { question, answer }].slice(-MOST);
    window.sessionStorage.setItem(KEY, JSON.stringify(turns));
  } catch (error) {
    // A full or forbidden storage only means that going back shows an empty page.
  }
}

export function forget() {
  try {
    window.sessionStorage.removeItem(KEY);
  } catch (error) {
    // Nothing was kept.
  }
}
