/**
 * @typedef {"zh-Hans" | "zh-Hant" | "en" | "vi"} Language
 * @typedef {typeof import("./zh-Hans")} Words
 */

/** @type {Record<Language, Words>} */
const STRINGS = {
  "zh-Hans": require("./zh-Hans"),
  "zh-Hant": require("./zh-Hant"),
  en: require("./en"),
  vi: require("./vi"),
};

/** @type {Language[]} */
const LANGUAGES = ["zh-Hans", "zh-Hant", "en", "vi"];

/**
 * Our language for what a phone or a person says, such as zh_TW.
 *
 * @param {string} [said]
 * @returns {Language}
 */
function languageOf(said = "") {
  if (/^zh.(TW|HK|MO|Hant)/i.test(said)) return "zh-Hant";
  return LANGUAGES.find((language) => said.toLowerCase().startsWith(language.toLowerCase())) || "zh-Hans";
}

/**
 * @param {string} language
 * @returns {Words}
 */
function wordsOf(language) {
  return STRINGS[languageOf(language)];
}

/**
 * Fill the places of a sentence, such as {count}.
 *
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/**
 * A word of the service in the reader's language; one we do not know stays as it came.
 *
 * @param {Words} words
 * @param {string} term
 */
function termOf(words, term) {
  /** @type {Record<string, string>} */
  const terms = words.terms;
  return terms[term] || term;
}

module.exports = { LANGUAGES, languageOf, wordsOf, filled, termOf };
