// The conversation of this tab. Its storage keeps a copy for going back and reloading; closing or clearing forgets both.

const KEY = "conversation";
const MOST = 20;

let turns = stored();

export function remembered() {
  return turns;
}

/** The token of the last answer: what a follow-up goes back to. */
export function conversation() {
  const last = turns[turns.length - 1];
  return (last && last.answer.conversation) || null;
}

export function remember(question, answer) {
  turns = [...turns, { question, answer }].slice(-MOST);
  store();
}

export function forget() {
  turns = [];
  store();
}

function stored() {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEY)) || [];
  } catch (error) {
    return [];
  }
}

function store() {
  try {
    window.sessionStorage.removeItem(KEY);
    if (turns.length) window.sessionStorage.setItem(KEY, JSON.stringify(turns));
  } catch (error) {
    // A full or forbidden storage only means that going back shows an empty page.
  }
}
