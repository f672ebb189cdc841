// Copies an answer with its source; also where the clipboard is closed to us (plain http).

export function offerCopy(card, answer) {
  const button = card.querySelector("[data-copy]");
  const label = button.querySelector("[data-slot]");
  const usual = label.textContent;
  button.addEventListener("click", async () => {
    const done = await copied(withSources(answer, button.dataset.original));
    label.textContent = done ? button.dataset.done : button.dataset.failed;
    window.setTimeout(() => { label.textContent = usual; }, 4000);
  });
}

function withSources(answer, original) {
  const links = answer.citations.map((citation) => original + new URL(citation.marked_url, window.location.href).href);
  return [answer.text, ...links].join("\n");
}

/** Put a text on the clipboard; false when the browser lets nobody. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    return copiedBySelection(text);
  }
}

function copiedBySelection(text) {
  const before = document.activeElement;
  const box = document.createElement("textarea");
  box.className = "visually-hidden";
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  before.focus({ preventScroll: true });
  return done;
}
