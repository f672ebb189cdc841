// Opens the table of contents where there is room beside the text.

document.querySelector("[data-contents]").open = window.matchMedia("(min-width: 64rem)").matches;
