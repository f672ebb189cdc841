// A clause as it was issued, on the kiosk's own screen, with the quoted words marked.

import { fill } from "../render.js";

export function clauseText(clause, quotes) {
  const screen = fill("original", {
    document: clause.document.name,
    number: clause.document.number,
    label: clause.label,
    validity: clause.document.validity.text,
  });
  screen.querySelector("[data-validity]").setAttribute("data-state", clause.document.validity.state);
  const paragraphs = clause.text.split("\n").filter((line) => line.trim()).map((line) => paragraph(line, quotes));
  screen.querySelector("[data-text]").append(...paragraphs);
  return screen;
}

function paragraph(line, quotes) {
  const node = document.createElement("p");
  let rest = line;
  for (const quote of quotes.filter((text) => line.includes(text)).sort((a, b) => line.indexOf(a) - line.indexOf(b))) {
    const at = rest.indexOf(quote);
    if (at < 0) continue;
    const mark = document.createElement("mark");
    mark.textContent = quote;
    node.append(rest.slice(0, at), mark);
    rest = rest.slice(at + quote.length);
  }
  node.append(rest);
  return node;
}
