const { LANGUAGES, wordsOf } = require("../shared/strings/index");
const { preferences, chooseElderly, chooseLanguage } = require("../shared/preferences");

/** The switches of every page: large text and language. Keeps what is chosen; fires `change` with all preferences. */
Component({
  options: { styleIsolation: "isolated" },

  properties: {
    language: { type: String, value: "zh-Hans" },
    elderly: { type: Boolean, value: false },
    scale: { type: Number, value: 1 },
  },

  data: {
    words: wordsOf("zh-Hans"),
    names: LANGUAGES.map((language) => wordsOf(language).language),
    chosen: 0,
  },

  observers: {
    language(language) {
      this.setData({ words: wordsOf(language), chosen: LANGUAGES.indexOf(language) });
    },
  },

  methods: {
    toggleElderly() {
      chooseElderly(!this.data.elderly);
      this.triggerEvent("change", preferences());
    },

    /** @param {WechatMiniprogram.PickerChange} event */
    chooseLanguage(event) {
      chooseLanguage(LANGUAGES[Number(event.detail.value)]);
      this.triggerEvent("change", preferences());
    },
  },
});
