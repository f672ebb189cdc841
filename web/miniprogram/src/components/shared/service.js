/**
 * @typedef {import("./contract").Answer} Answer
 * @typedef {import("./contract").Clause} Clause
 * @typedef {{question: string, audience: string | null, conversation: string | null}} Question
 * @typedef {{answer_id: string, clauses: string[], useful: boolean, reasons: string[]}} Judgement
 * @typedef {"slow" | "offline" | "refused"} FailureKind
 */

const PATIENCE = 20000;
const NUMBER_OF_A_PERSON = /\d(?:[ \-·.]?\d){6,}/;

/** Why there is no answer; `told` is what the service itself said, if it did. */
class Failure extends Error {
  /**
   * @param {FailureKind} kind
   * @param {string} told
   */
  constructor(kind, told = "") {
    super(kind);
    this.kind = kind;
    this.told = told;
  }
}

/**
 * @param {string} service
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
function ask(service, question) {
  return requested({ url: `${service}/api/v1/ask`, method: "POST", data: question }, isAnswer);
}

/**
 * @param {string} service
 * @param {string} id
 * @returns {Promise<Clause>}
 */
function clause(service, id) {
  return requested({ url: `${service}/api/v1/clauses/${encodeURIComponent(id)}`, method: "GET" }, isClause);
}

/**
 * Questions like what is being typed; none when they cannot be had, for what was typed can still be sent.
 *
 * @param {string} service
 * @param {string} typed
 * @param {string | null} audience
 * @returns {Promise<string[]>}
 */
async function suggest(service, typed, audience) {
  if (NUMBER_OF_A_PERSON.test(typed)) return [];
  const request = /** @type {const} */ ({ url: `${service}/api/v1/suggestions`, method: "POST", data: { q: typed, audience } });
  const { suggestions } = await requested(request, areSuggestions).catch(() => ({ suggestions: [] }));
  return suggestions;
}

/**
 * Tell what somebody thinks of an answer; whether it was kept.
 *
 * @param {string} service
 * @param {Judgement} judgement
 */
function judge(service, judgement) {
  return requested({ url: `${service}/api/v1/feedback`, method: "POST", data: judgement }, isRecorded).then(
    () => true,
    () => false,
  );
}

/**
 * Request JSON; a page of some gateway, or JSON of another shape, is a refusal.
 *
 * @template T
 * @param {{url: string, method: "GET" | "POST", data?: object}} request
 * @param {(data: any) => data is T} isExpected
 * @returns {Promise<T>}
 */
function requested(request, isExpected) {
  return new Promise((resolve, reject) => {
    wx.request({
      ...request,
      header: { "content-type": "application/json" },
      timeout: PATIENCE,
      success: ({ statusCode, data }) => {
        if (statusCode === 200 && isExpected(data)) resolve(data);
        else reject(new Failure("refused", toldBy(data)));
      },
      fail: ({ errMsg }) => reject(new Failure(/time\s?out/i.test(errMsg) ? "slow" : "offline")),
    });
  });
}

/** @type {(data: any) => data is Answer} */
const isAnswer = (data) => Boolean(data) && typeof data.status === "string" && Array.isArray(data.citations);

/** @type {(data: any) => data is {suggestions: string[]}} */
const areSuggestions = (data) => Boolean(data) && Array.isArray(data.suggestions);

/** @type {(data: any) => data is {recorded: true}} */
const isRecorded = (data) => Boolean(data) && data.recorded === true;

/** @type {(data: any) => data is Clause} */
const isClause = (data) => Boolean(data) && typeof data.text === "string" && Boolean(data.document);

/**
 * @param {any} data
 * @returns {string}
 */
function toldBy(data) {
  const message = data && data.error && data.error.message;
  return typeof message === "string" ? message : "";
}

module.exports = { ask, clause, judge, suggest, Failure };
