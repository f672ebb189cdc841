/**
 * What the service answers, as web/openapi.yaml describes it; only the fields shown here.
 *
 * @typedef {{state: string, text: string}} Validity
 * @typedef {{name: string, number: string, authority: string, issued_on: string | null, validity: Validity}} PolicyDocument
 * @typedef {{clause_id: string, label: string, document: PolicyDocument, quotes: string[], complete: boolean, marked_url: string}} Citation
 * @typedef {{clause_id: string, label: string, document: string, validity: Validity, quotes: string[], marked_url: string}} Excerpt
 * @typedef {{audience: string, excerpts: Excerpt[], more: number}} Cell
 * @typedef {{need: string, cells: Cell[], everyone: Cell}} Row
 * @typedef {{rows: Row[], url: string}} Comparison
 * @typedef {{kind: string, text: string}} Notice
 * @typedef {{unit: string, role: string, inferred: boolean}} Contact
 *
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} status
 * @property {string} text
 * @property {Citation[]} citations
 * @property {Notice[]} notices
 * @property {Contact[]} contacts
 * @property {string[]} missing
 * @property {string[]} suggestions
 * @property {string | null} conversation
 * @property {Comparison | null} comparison
 * @property {string | null} understood
 * @property {{text: string}[]} choices
 * @property {string[]} facts
 *
 * @typedef {object} Clause
 * @property {string} id
 * @property {string} label
 * @property {string[]} path
 * @property {string} text
 * @property {string[]} lead_units
 * @property {string[]} supporting_units
 * @property {string} url
 * @property {PolicyDocument} document
 */

module.exports = {};
