const { service, webView } = require("../../config");
const { preferences } = require("../../components/shared/preferences");
const { clause } = require("../../components/shared/service");
const { filled, wordsOf } = require("../../components/shared/strings/index");
const { printed, labelled } = require("../../components/answer-card/card");
const { marked } = require("../../marks");
const { clausePage, openPage, copyAddress } = require("../../originals");

/**
 * @typedef {import("../../components/shared/contract").Clause} Clause
 * @typedef {import("../../components/shared/service").Failure} Failure
 * @typedef {import("../../components/shared/preferences").Preferences} Preferences
 */

Component({
  data: {
    id: "",
    marks: "",
    ...preferences(),
    words: wordsOf("zh-Hans"),
    clause: /** @type {Clause | null} */ (null),
    runs: /** @type {{text: string, quoted: boolean}[]} */ ([]),
    isGood: false,
    state: "",
    issued: "",
    canOpenPages: webView,
    failure: "",
  },

  observers: {
    "clause, language"(shown, language) {
      const words = wordsOf(language);
      this.setData({ words });
      if (!shown) return;
      const { validity, issued_on } = /** @type {Clause} */ (shown).document;
      this.setData({
        isGood: validity.state === "in_force",
        state: labelled({ ...words.states, other: words.states.unknown }, validity.state),
        issued: issued_on ? filled(words.issued, { date: printed(issued_on, words) }) : "",
      });
    },
  },

  pageLifetimes: {
    show() {
      this.usePreferences(preferences());
    },
  },

  methods: {
    /** @param {Record<string, string | undefined>} query */
    onLoad({ id = "", marks = "" }) {
      this.setData({ id: decodeURIComponent(id), marks });
      return this.load();
    },

    async load() {
      this.setData({ failure: "" });
      try {
        const found = await clause(service, this.data.id);
        this.setData({ clause: found, runs: marked(found.text, this.data.marks) });
      } catch (error) {
        const { kind, told } = /** @type {Failure} */ (error);
        this.setData({ failure: told || this.data.words.failures[kind] || this.data.words.failures.refused });
      }
    },

    /** @param {WechatMiniprogram.CustomEvent<Preferences>} event */
    prefer(event) {
      this.usePreferences(event.detail);
    },

    /** @param {Preferences} chosen */
    usePreferences(chosen) {
      this.setData(chosen);
      wx.setNavigationBarTitle({ title: wordsOf(chosen.language).clause_title });
    },

    openDocument() {
      if (this.data.clause) openPage(this.data.clause.url, this.data.language);
    },

    copyAddress() {
      if (this.data.clause) copyAddress(this.data.clause.url, this.data.language);
    },

    onShareAppMessage() {
      const { id, marks, clause, language } = this.data;
      const title = clause ? `《${clause.document.name}》${clause.label}` : wordsOf(language).title;
      return { title, path: clausePage(id, marks), imageUrl: "/images/share.png" };
    },
  },
});
