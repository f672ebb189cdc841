// Keeps a visitor on the kiosk's page: no way out, no zoom, no menus, and a back button that leads nowhere else.

const FORBIDDEN_WITH_CONTROL = new Set(["+", "-", "=", "0", "p", "s", "o", "n", "t", "w", "u", "f", "j", "h", "l", "r"]);
const INSIDE = "kiosk";

export function guard(onBack) {
  forbid(["contextmenu", "dragstart", "drop", "submit", "auxclick", "gesturestart"]);
  document.addEventListener("selectstart", (event) => { if (!isTyping(event.target)) event.preventDefault(); });
  document.addEventListener("click", stay, true);
  document.addEventListener("keydown", refuseShortcut, true);
  document.addEventListener("wheel", (event) => { if (event.ctrlKey) event.preventDefault(); }, { passive: false });
  document.addEventListener("touchmove", refusePinch, { passive: false });
  keepHistory(onBack);
}

function forbid(kinds) {
  for (const kind of kinds) document.addEventListener(kind, (event) => event.preventDefault());
}

function stay(event) {
  if (event.target.closest("a[href]")) event.preventDefault();
}

function refusePinch(event) {
  if (event.touches.length > 1 && event.cancelable) event.preventDefault();
}

function refuseShortcut(event) {
  const isShortcut = (event.ctrlKey || event.metaKey) && FORBIDDEN_WITH_CONTROL.has(event.key.toLowerCase());
  const isJourney = event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight");
  if (isShortcut || isJourney || /^F\d+$/.test(event.key)) event.preventDefault();
}

function isTyping(target) {
  return target instanceof HTMLTextAreaElement;
}

/** One entry of history lies under the page, so that going back from it arrives here again. */
function keepHistory(onBack) {
  if (window.history.state !== INSIDE) window.history.pushState(INSIDE, "");
  window.addEventListener("popstate", () => {
    window.history.pushState(INSIDE, "");
    onBack();
  });
}
