const { service, webView } = require("./config");
const { wordsOf } = require("./components/shared/strings/index");
const { marksOf } = require("./marks");

/**
 * Show an original: a clause on our own page; anything else in the web-view, or as an address to copy.
 *
 * @param {{clause: string, url: string}} original
 * @param {string} language
 */
function openOriginal({ clause, url }, language) {
  if (clause) wx.navigateTo({ url: clausePage(clause, marksOf(url)) });
  else openPage(url, language);
}

/**
 * @param {string} clause
 * @param {string} marks
 */
function clausePage(clause, marks) {
  return `/pages/clause/clause?id=${encodeURIComponent(clause)}&marks=${marks}`;
}

/**
 * @param {string} path
 * @param {string} language
 */
function openPage(path, language) {
  if (webView) wx.navigateTo({ url: `/pages/web/web?path=${encodeURIComponent(path)}` });
  else copyAddress(path, language);
}

/**
 * @param {string} path
 * @param {string} language
 */
function copyAddress(path, language) {
  const words = wordsOf(language);
  wx.setClipboardData({
    data: service + path,
    success: () => wx.showToast({ title: words.link_copied, icon: "none", duration: 4000 }),
    fail: () => wx.showToast({ title: words.not_copied, icon: "none", duration: 4000 }),
  });
}

module.exports = { openOriginal, clausePage, openPage, copyAddress };
