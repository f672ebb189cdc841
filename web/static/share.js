// Hands on the address of an answer's slip, which tells nothing of the question: by the phone's own sheet, or copied.

import { copied } from "./copy.js";

export function offerShare(card, answer) {
  const button = card.querySelector("[data-share]");
  const label = button.querySelector("[data-slot]");
  const usual = label.textContent;
  button.hidden = !answer.slip_url;
  button.addEventListener("click", async () => {
    const url = new URL(answer.slip_url, window.location.href).href;
    if (await shared(url)) return;
    label.textContent = (await copied(url)) ? button.dataset.done : button.dataset.failed;
    window.setTimeout(() => { label.textContent = usual; }, 4000);
  });
}

/** Whether the phone took it, or the person thought better of it. */
async function shared(url) {
  if (!navigator.share) return false;
  try {
    await navigator.share({ title: document.title, url });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}
