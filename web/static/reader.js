// Opens the table of contents where there is room beside the text, and prints.

document.documentElement.classList.add("has-script");
document.querySelector("[data-contents]").open = window.matchMedia("(min-width: 64rem)").matches;
document.querySelector("[data-print]").addEventListener("click", () => window.print());
