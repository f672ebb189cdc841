// Prints the slip of an answer from a frame that nobody sees and that goes with the visitor.

let frame = null;

export function printSlip(address, paper, onDone) {
  dropSlip();
  const made = document.createElement("iframe");
  made.className = "slip-frame";
  made.title = document.title;
  made.tabIndex = -1;
  made.setAttribute("aria-hidden", "true");
  made.addEventListener("load", () => {
    if (made === frame && isSlip(made)) print(made, onDone);
    else if (made === frame) onDone(false);
  });
  frame = made;
  made.src = `${address}&paper=${encodeURIComponent(paper)}`;
  document.body.append(made);
}

export function dropSlip() {
  if (frame) frame.remove();
  frame = null;
}

function print(made, onDone) {
  made.contentWindow.addEventListener("afterprint", () => { if (made === frame) onDone(true); });
  made.contentWindow.focus();
  made.contentWindow.print();
}

/** A page that tells of an error is not worth the paper. */
function isSlip(made) {
  return Boolean(made.contentDocument && made.contentDocument.querySelector("[data-slip]"));
}
