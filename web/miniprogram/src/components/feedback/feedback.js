const { wordsOf } = require("../shared/strings/index");
const { judge } = require("../shared/service");

const REASONS = /** @type {const} */ (["off_topic", "wrong_clause", "incomplete", "unclear", "outdated", "other"]);

/**
 * @typedef {(typeof REASONS)[number]} Reason
 * @typedef {"" | "yes" | "no"} Judgement
 */

/** 有用 / 没用, and why. Nothing that was asked is sent along. */
Component({
  options: { styleIsolation: "isolated" },

  properties: {
    service: { type: String, value: "" },
    answerId: { type: String, value: "" },
    clauses: { type: Array, value: /** @type {string[]} */ ([]) },
    language: { type: String, value: "zh-Hans" },
    elderly: { type: Boolean, value: false },
    scale: { type: Number, value: 1 },
  },

  data: {
    words: wordsOf("zh-Hans").feedback,
    judged: /** @type {Judgement} */ (""),
    reasons: reasonsIn("zh-Hans", []),
    asksWhy: false,
    said: "",
  },

  observers: {
    language(language) {
      this.setData({ words: wordsOf(language).feedback, reasons: reasonsIn(language, this.chosen()) });
    },

    answerId() {
      this.setData({ judged: "", asksWhy: false, said: "", reasons: reasonsIn(this.data.language, []) });
    },
  },

  methods: {
    /** @param {WechatMiniprogram.TouchEvent} event */
    judge(event) {
      /** @type {Judgement} */
      const judged = event.currentTarget.dataset.judged;
      this.setData({ judged, asksWhy: judged === "no" });
      this.send([], this.data.words.thanks);
    },

    /** @param {WechatMiniprogram.TouchEvent} event */
    toggle(event) {
      const { place } = event.currentTarget.dataset;
      this.setData({ [`reasons[${place}].isChosen`]: !this.data.reasons[place].isChosen });
    },

    async explain() {
      if (await this.send(this.chosen(), this.data.words.why_thanks)) this.setData({ asksWhy: false });
    },

    chosen() {
      return this.data.reasons.filter(({ isChosen }) => isChosen).map(({ value }) => value);
    },

    /**
     * @param {Reason[]} reasons
     * @param {string} thanks
     */
    async send(reasons, thanks) {
      const { service, answerId, clauses, judged, words } = this.data;
      const done = await judge(service, { answer_id: answerId, clauses, useful: judged === "yes", reasons });
      this.setData({ said: done ? thanks : words.failed });
      return done;
    },
  },
});

/**
 * @param {string} language
 * @param {Reason[]} chosen
 */
function reasonsIn(language, chosen) {
  const words = wordsOf(language).feedback.reasons;
  return REASONS.map((value) => ({ value, name: words[value], isChosen: chosen.includes(value) }));
}
