// The print button; and a page of the roll as long as what stands on it, so that no paper is lost.

const MARGIN = 4;
const MILLIMETRES = 25.4 / 96;

function cutToLength(sheet, slip) {
  const length = Math.ceil(slip.scrollHeight * MILLIMETRES) + 2 * MARGIN;
  sheet.insertRule(`@page { size: 80mm ${length}mm; margin: ${MARGIN}mm; }`, sheet.cssRules.length);
}

const slip = document.querySelector("[data-slip]");
const roll = document.querySelector('link[data-paper][href$="slip-80.css"]');

document.documentElement.classList.add("has-script");
if (roll) window.addEventListener("beforeprint", () => cutToLength(roll.sheet, slip), { once: true });
document.querySelector("[data-print]").addEventListener("click", () => window.print());
