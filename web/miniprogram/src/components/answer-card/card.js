const { filled, termOf } = require("../shared/strings/index");

/**
 * @typedef {import("../shared/contract").Answer} Answer
 * @typedef {import("../shared/contract").Citation} Citation
 * @typedef {import("../shared/contract").Cell} Cell
 * @typedef {import("../shared/contract").Row} Row
 * @typedef {import("../shared/contract").Contact} Contact
 * @typedef {import("../shared/strings/index").Words} Words
 */

const SUPPORTING = "配合单位";
const UNJUDGED = ["greeting", "invalid", "personal_data", "unavailable"];

/**
 * What the card shows of an answer, in the order in which it is read.
 *
 * @param {Answer} answer
 * @param {Words} words
 */
function cardOf(answer, words) {
  const { citations, contacts, comparison, understood } = answer;
  const rows = comparison ? comparison.rows : [];
  return {
    notices: answer.notices.map(({ kind, text }) => ({ label: labelled(words.notices, kind), text })),
    title: labelled(words.titles, kindOf(answer)),
    explained: citations.length ? words.in_chinese : explained(words, answer.status),
    understood: understood ? filled(words.understood, { text: understood }) : "",
    said: answer.facts.join("\n") || (citations.length ? "" : answer.text),
    citations: rows.length ? [] : citations.map((citation) => cited(citation, words)),
    rows: rows.map((row) => compared(row, words)),
    table: comparison ? comparison.url : "",
    missing: answer.missing.map((term) => termOf(words, term)),
    lead: contacts.filter(({ role }) => role !== SUPPORTING).map((contact) => named(contact, words)),
    supporting: contacts.filter(({ role }) => role === SUPPORTING).map((contact) => named(contact, words)),
    choices: answer.choices.map(({ text }) => text),
    suggestions: answer.choices.length ? [] : answer.suggestions,
    clauses: citations.map(({ clause_id }) => clause_id),
    isJudged: !UNJUDGED.includes(answer.status),
  };
}

/**
 * What an answer is called: its status, but one read off the document's own particulars quotes nothing.
 *
 * @param {Answer} answer
 */
function kindOf({ status, facts, citations }) {
  return status === "answered" && facts.length && !citations.length ? "fact" : status;
}

/**
 * @param {Record<string, string>} labels
 * @param {string} key
 */
function labelled(labels, key) {
  return labels[key] || labels.other;
}

/**
 * @param {Words} words
 * @param {string} status
 */
function explained(words, status) {
  /** @type {Record<string, string>} */
  const sentences = words.explained;
  return sentences[status] || "";
}

/**
 * @param {Citation} citation
 * @param {Words} words
 */
function cited({ clause_id, label, document, quotes, complete, marked_url }, words) {
  const issued = document.issued_on ? filled(words.issued, { date: printed(document.issued_on, words) }) : "";
  return { clause_id, label, quotes, complete, url: marked_url, name: document.name, number: document.number, issued };
}

/**
 * @param {Row} row
 * @param {Words} words
 */
function compared({ need, cells, everyone }, words) {
  const shown = everyone.excerpts.length ? [...cells, everyone] : cells;
  return { need: termOf(words, need), cells: shown.map((cell) => comparedCell(cell, words)) };
}

/**
 * @param {Cell} cell
 * @param {Words} words
 */
function comparedCell({ audience, excerpts, more }, words) {
  return {
    audience: termOf(words, audience),
    excerpts: excerpts.map(({ clause_id, label, document, quotes, marked_url }) => ({
      clause_id,
      label,
      quotes,
      name: document,
      url: marked_url,
    })),
    more: more ? filled(words.more_excerpts, { count: more }) : "",
  };
}

/**
 * @param {Contact} contact
 * @param {Words} words
 */
function named({ unit, role }, words) {
  return { unit, role: termOf(words, role) };
}

/**
 * A day as the reader's language writes it, such as 2021年1月27日.
 *
 * @param {string} day
 * @param {Words} words
 */
function printed(day, words) {
  const [year, month, date] = day.split("-").map(Number);
  return filled(words.date, { year, month, day: date });
}

/**
 * What is copied: the answer and where its original stands.
 *
 * @param {Answer} answer
 * @param {string} service
 * @param {Words} words
 */
function withSources(answer, service, words) {
  return [answer.text, ...answer.citations.map(({ marked_url }) => words.original + service + marked_url)].join("\n");
}

module.exports = { cardOf, printed, withSources, labelled };
