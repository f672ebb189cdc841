const { service } = require("../../config");

/** The second way: our own web pages inside the mini-program; only those of the service. */
Component({
  data: { address: "" },

  methods: {
    /** @param {Record<string, string | undefined>} query */
    onLoad({ path = "/" }) {
      this.setData({ address: service + ourPath(decodeURIComponent(path)) });
    },

    onShareAppMessage() {
      return { title: "创业政策助手", path: "/pages/chat/chat", imageUrl: "/images/share.png" };
    },
  },
});

/** @param {string} path */
function ourPath(path) {
  return /^\/(?![/\\])/.test(path) ? path : "/";
}
