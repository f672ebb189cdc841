const { service, hotline } = require("../../config");
const { preferences } = require("../../components/shared/preferences");
const { wordsOf } = require("../../components/shared/strings/index");
const { openOriginal } = require("../../originals");

/** @typedef {import("../../components/shared/preferences").Preferences} Preferences */

Component({
  data: { service, hotline, ...preferences() },

  pageLifetimes: {
    show() {
      this.usePreferences(preferences());
    },
  },

  methods: {
    /** @param {WechatMiniprogram.CustomEvent<Preferences>} event */
    prefer(event) {
      this.usePreferences(event.detail);
    },

    /** @param {Preferences} chosen */
    usePreferences(chosen) {
      this.setData(chosen);
      wx.setNavigationBarTitle({ title: wordsOf(chosen.language).title });
    },

    /** @param {WechatMiniprogram.CustomEvent<{clause: string, url: string}>} event */
    open(event) {
      openOriginal(event.detail, this.data.language);
    },

    /** The card holds nothing of the conversation; without a picture WeChat would take one of the screen. */
    onShareAppMessage() {
      return { title: wordsOf(this.data.language).share, path: "/pages/chat/chat", imageUrl: "/images/share.png" };
    },
  },
});
