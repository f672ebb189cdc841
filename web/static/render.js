// Fills the page's <template>s with an answer from the API. Text goes in by textContent only.

const templateOf = (name) => document.getElementById(`${name}-template`);

/** A template's own wording for a key, such as the title of a status. */
export function worded(name, key) {
  const template = templateOf(name);
  return template.getAttribute(`data-${key.replace(/_/g, "-")}`) || template.getAttribute("data-other") || "";
}

/** A name that answers carry, in the page's language. */
const word = (chinese) => worded("word", chinese) || chinese;

/** A sentence of the catalog with its placeholders filled. */
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A copy of a template with its slots filled; an empty text hides its slot. */
export function fill(name, values) {
  const node = templateOf(name).content.firstElementChild.cloneNode(true);
  for (const [slot, text] of Object.entries(values || {})) {
    const place = node.matches(`[data-slot="${slot}"]`) ? node : node.querySelector(`[data-slot="${slot}"]`);
    place.textContent = text;
    place.hidden = !text;
  }
  return node;
}

export function answerCard(answer) {
  const cited = answer.citations.length > 0;
  const isSupporting = (contact) => contact.role === worded("contact", "supporting");
  const supporting = answer.contacts.filter(isSupporting);
  const kind = kindOf(answer);
  const card = fill("answer", {
    title: worded("answer", kind),
    explained: worded("explained", kind),
    said: answer.facts.join("\n") || (cited ? "" : answer.text),
    understood: answer.understood || "",
    supporting_count: filled(worded("contact", "count"), { count: supporting.length }),
  });
  card.setAttribute("data-status", answer.status);
  list(card, "notices", answer.notices.map(noticeBanner));
  const rows = answer.comparison ? answer.comparison.rows : [];
  list(card, "citations", rows.length ? [] : answer.citations.map(citationSection));
  list(card, "rows", rows.map(comparedRow));
  if (rows.length) toOurPage(card.querySelector("[data-table]"), answer.comparison.url);
  list(card, "missing", answer.missing.map((text) => fill("chip", { text: word(text) })));
  list(card, "lead", answer.contacts.filter((contact) => !isSupporting(contact)).map(contactItem));
  list(card, "supporting", supporting.map(contactItem));
  const slip = card.querySelector("[data-slip]");
  slip.hidden = !answer.slip_url;
  if (answer.slip_url) toOurPage(slip, answer.slip_url);
  const { citations, missing, contacts, choices } = answer;
  const suggestions = choices.length ? [] : answer.suggestions;
  list(card, "choices", choices.map((choice) => suggestionItem(choice.text)));
  list(card, "suggestions", suggestions.map(suggestionItem));
  const understood = answer.understood || "";
  showWhen(card, { citations, missing, contacts, supporting, choices, suggestions, rows, understood });
  return card;
}

/** What an answer is called: its status, but one read off the document's own particulars quotes nothing. */
function kindOf({ status, facts, citations }) {
  return status === "answered" && facts.length && !citations.length ? "fact" : status;
}

function list(card, name, nodes) {
  card.querySelector(`[data-list="${name}"]`).append(...nodes);
}

function showWhen(card, present) {
  for (const [name, items] of Object.entries(present)) {
    card.querySelector(`[data-when="${name}"]`).hidden = items.length === 0;
  }
}

function noticeBanner(notice) {
  const banner = fill("notice", { label: worded("notice", notice.kind), text: notice.text });
  banner.setAttribute("data-kind", notice.kind);
  return banner;
}

function contactItem({ unit, role }) {
  return fill("contact", { unit, role: word(role) });
}

function citationSection(citation) {
  const { name, number, issued_on: issued } = citation.document;
  const section = fill("citation", {
    name,
    label: citation.label,
    number,
    issued: issued ? filled(worded("citation", "issued"), { date: printed(issued) }) : "",
  });
  list(section, "quotes", citation.quotes.map((text) => fill("quote", { text })));
  section.querySelector('[data-when="cut"]').hidden = citation.complete;
  toOurPage(section.querySelector("[data-source]"), citation.marked_url);
  return section;
}

function comparedRow(row) {
  const section = fill("compared-row", { need: word(row.need) });
  const cells = row.everyone.excerpts.length ? [...row.cells, row.everyone] : row.cells;
  list(section, "cells", cells.map(comparedCell));
  return section;
}

function comparedCell(cell) {
  const unsaid = cell.excerpts.length ? "" : worded("compared-cell", "unsaid");
  const node = fill("compared-cell", { audience: word(cell.audience), unsaid });
  list(node, "excerpts", cell.excerpts.map(comparedExcerpt));
  return node;
}

function comparedExcerpt(excerpt) {
  const node = fill("excerpt", { document: excerpt.document, label: excerpt.label });
  list(node, "quotes", excerpt.quotes.map((text) => fill("quote", { text })));
  toOurPage(node.querySelector("[data-source]"), excerpt.marked_url);
  return node;
}

/** Point a link to a page of ours; an address elsewhere is not taken. */
function toOurPage(link, path) {
  const address = new URL(path, window.location.href);
  if (address.origin === window.location.origin) link.href = address.href;
  else link.removeAttribute("href");
}

function suggestionItem(text) {
  const item = fill("suggestion", { text });
  item.querySelector("button").value = text;
  return item;
}

function printed(day) {
  const [year, month, date] = day.split("-").map(Number);
  const names = worded("date", "months").split(" ");
  return filled(worded("date", "day"), { year, month: names[month - 1], day: date });
}
