const { filled, wordsOf } = require("../shared/strings/index");
const { ask, suggest } = require("../shared/service");

const LONGEST = 300;
const NEARLY_FULL = 250;
const MOST_TURNS = 20;
const MOST_OFFERS = 4;
const PAUSE = 150;
const WIDEST_IN_PAIRS = 1.15; // larger text needs the doors one below the other
const DOORS = /** @type {const} */ ([
  { name: "返乡农民工", icon: "home" },
  { name: "退役军人", icon: "veteran" },
  { name: "大学生", icon: "student" },
  { name: "其他", icon: "shop" },
]);

/**
 * @typedef {import("../shared/contract").Answer} Answer
 * @typedef {import("../shared/service").Failure} Failure
 * @typedef {(typeof DOORS)[number]["name"]} Door
 * @typedef {{key: number, question: string, asked: string, waiting: boolean, answer: Answer | null, failure: string}} Turn
 */

/** The whole chat; it fills its host. Fires `open` with {clause, url} when the reader wants the original. */
Component({
  options: { styleIsolation: "isolated" },

  properties: {
    service: { type: String, value: "" },
    language: { type: String, value: "zh-Hans" },
    elderly: { type: Boolean, value: false },
    scale: { type: Number, value: 1 },
    hotline: { type: String, value: "12345" },
  },

  data: {
    words: wordsOf("zh-Hans"),
    doors: doorsIn("zh-Hans"),
    door: /** @type {Door | ""} */ (""),
    starters: wordsOf("zh-Hans").starters.any,
    turns: /** @type {Turn[]} */ ([]),
    conversation: /** @type {string | null} */ (null),
    waiting: false,
    text: "",
    offers: /** @type {string[]} */ ([]),
    room: "",
    shown: "",
    spoken: "",
    longest: LONGEST,
    isWide: false,
  },

  lifetimes: {
    /** What was being typed is void, so that nothing more is asked of the service for it. */
    detached() {
      this.setData({ text: "" });
    },
  },

  observers: {
    "language, scale"(language, scale) {
      this.setData({ isWide: !language.startsWith("zh") || scale > WIDEST_IN_PAIRS });
    },

    "language, door"(language, door) {
      const words = wordsOf(language);
      this.setData({ words, doors: doorsIn(language), starters: words.starters[/** @type {Door} */ (door) || "any"] });
    },
  },

  methods: {
    /** @param {WechatMiniprogram.TouchEvent} event */
    choose(event) {
      const { door } = event.currentTarget.dataset;
      this.setData({ door: door === this.data.door ? "" : door });
    },

    /** @param {WechatMiniprogram.Input} event */
    typed(event) {
      const text = event.detail.value;
      const left = LONGEST - text.length;
      const room = text.length > NEARLY_FULL ? filled(this.data.words.room_left, { count: left }) : "";
      this.setData({ text, room, offers: [] });
      this.offer(text);
    },

    /**
     * Offer questions once somebody pauses; what was typed on meanwhile makes them void.
     *
     * @param {string} text
     */
    async offer(text) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      const typed = text.trim();
      if (!typed || this.data.text !== text) return;
      const found = await suggest(this.data.service, typed, this.audience());
      if (this.data.text !== text) return;
      const offers = found.filter((offer) => offer !== typed).slice(0, MOST_OFFERS);
      const spoken = offers.length ? filled(this.data.words.offers_count, { count: offers.length }) : "";
      this.setData({ offers, spoken });
    },

    closeOffers() {
      if (this.data.offers.length) this.setData({ offers: [] });
    },

    send() {
      this.ask(this.data.text);
    },

    /** @param {WechatMiniprogram.TouchEvent} event */
    askThis(event) {
      this.ask(event.currentTarget.dataset.question);
    },

    /** @param {WechatMiniprogram.CustomEvent<{question: string}>} event */
    askNext(event) {
      this.ask(event.detail.question);
    },

    /** @param {WechatMiniprogram.TouchEvent} event */
    again(event) {
      const { key } = event.currentTarget.dataset;
      const failed = this.data.turns.find((turn) => turn.key === key);
      if (!failed || this.data.waiting) return;
      this.setData({ turns: this.data.turns.filter((turn) => turn.key !== key) });
      this.ask(failed.question);
    },

    /** @param {string} typed */
    async ask(typed) {
      const question = typed.trim().slice(0, LONGEST);
      if (!question || this.data.waiting) return;
      const key = this.opened(question);
      try {
        const answer = await ask(this.data.service, this.asked(question));
        this.settle(key, { answer }, answer.conversation, this.data.words.answered);
      } catch (error) {
        const { kind, told } = /** @type {Failure} */ (error);
        const failure = told || this.data.words.failures[kind] || this.data.words.failures.refused;
        this.settle(key, { failure }, this.data.conversation, failure);
      }
    },

    /** @param {string} question */
    asked(question) {
      return { question, audience: this.audience(), conversation: this.data.conversation };
    },

    audience() {
      const { door } = this.data;
      return door && door !== "其他" ? door : null;
    },

    /**
     * Show the question and that it is being looked up.
     *
     * @param {string} question
     */
    opened(question) {
      const { turns, words } = this.data;
      const last = turns[turns.length - 1];
      const key = last ? last.key + 1 : Date.now();
      const asked = filled(words.you_asked, { text: question });
      const turn = { key, question, asked, waiting: true, answer: null, failure: "" };
      this.setData({
        turns: [...turns, turn].slice(-MOST_TURNS),
        waiting: true,
        text: "",
        offers: [],
        room: "",
        shown: `turn-${key}`,
        spoken: words.waiting,
      });
      return key;
    },

    /**
     * End the waiting of a turn; of one that was cleared meanwhile, nothing is shown.
     *
     * @param {number} key
     * @param {{answer?: Answer, failure?: string}} outcome
     * @param {string | null} conversation
     * @param {string} spoken
     */
    settle(key, outcome, conversation, spoken) {
      const place = this.data.turns.findIndex((turn) => turn.key === key);
      if (place < 0) return;
      this.setData({
        [`turns[${place}]`]: { ...this.data.turns[place], waiting: false, ...outcome },
        conversation,
        waiting: false,
        shown: `outcome-${key}`,
        spoken,
      });
    },

    /** @param {WechatMiniprogram.CustomEvent<{clause: string, url: string}>} event */
    open(event) {
      this.triggerEvent("open", event.detail);
    },

    startOver() {
      const fresh = { text: "", offers: [], room: "", shown: "", spoken: "" };
      this.setData({ turns: [], conversation: null, waiting: false, door: "", ...fresh });
    },
  },
});

/** @param {string} language */
function doorsIn(language) {
  const words = wordsOf(language).doors;
  return DOORS.map(({ name, icon }) => ({ value: name, icon, ...words[name] }));
}
