const { filled, wordsOf } = require("../shared/strings/index");
const { cardOf, withSources } = require("./card");

/** One answer. Fires `ask` with {question} and `open` with {clause, url}; calls and copies by itself. */
Component({
  options: { styleIsolation: "isolated" },

  properties: {
    answer: { type: Object, value: /** @type {import("./card").Answer | null} */ (null) },
    service: { type: String, value: "" },
    language: { type: String, value: "zh-Hans" },
    elderly: { type: Boolean, value: false },
    scale: { type: Number, value: 1 },
    hotline: { type: String, value: "12345" },
  },

  data: {
    words: wordsOf("zh-Hans"),
    card: /** @type {ReturnType<typeof cardOf> | null} */ (null),
    callLabel: "",
    callHint: "",
    supporting: "",
    showsSupporting: false,
    copyLabel: "",
  },

  observers: {
    "answer, language, hotline"(answer, language, hotline) {
      if (!answer) return;
      const words = wordsOf(language);
      const card = cardOf(answer, words);
      this.setData({
        words,
        card,
        callLabel: filled(words.call, { hotline }),
        callHint: filled(words.call_hint, { hotline }),
        supporting: filled(words.supporting, { count: card.supporting.length }),
        copyLabel: words.copy,
      });
    },
  },

  methods: {
    /** @param {WechatMiniprogram.TouchEvent} event */
    ask(event) {
      this.triggerEvent("ask", { question: event.currentTarget.dataset.question });
    },

    /** @param {WechatMiniprogram.TouchEvent} event */
    open(event) {
      const { clause, url } = event.currentTarget.dataset;
      this.triggerEvent("open", { clause, url });
    },

    openTable() {
      this.triggerEvent("open", { clause: "", url: this.data.card?.table });
    },

    toggleSupporting() {
      this.setData({ showsSupporting: !this.data.showsSupporting });
    },

    call() {
      wx.makePhoneCall({ phoneNumber: this.data.hotline, fail: () => {} });
    },

    copy() {
      const { answer, service, words } = this.data;
      if (!answer) return;
      wx.setClipboardData({
        data: withSources(answer, service, words),
        success: () => this.setData({ copyLabel: words.copied }),
        fail: () => this.setData({ copyLabel: words.not_copied }),
      });
    },
  },
});
