const { languageOf } = require("./strings/index");

// All that is ever kept on the phone; questions, answers and the conversation are not.
const ELDERLY = "policy-elderly";
const LANGUAGE = "policy-language";

const USUAL_SIZE = 17; // WeChat's standard size in pixels, 16 on some phones
const LARGEST = 1.6;
const ELDERLY_LEAST = 1.25;

/**
 * @typedef {import("./strings/index").Language} Language
 * @typedef {{elderly: boolean, language: Language, scale: number}} Preferences
 */

/**
 * What was chosen, else what the phone says.
 *
 * @returns {Preferences}
 */
function preferences() {
  const phone = phoneSays();
  const elderly = stored(ELDERLY) === true;
  return { elderly, language: languageOf(stored(LANGUAGE) || phone.language), scale: scaleOf(phone.scale, elderly) };
}

/**
 * How much larger than usual the text is: as WeChat's own setting says, and at least 1.25 times in elderly mode.
 *
 * @param {number} asked
 * @param {boolean} elderly
 */
function scaleOf(asked, elderly) {
  const scale = elderly ? Math.max(asked * ELDERLY_LEAST, ELDERLY_LEAST) : Math.max(asked, 1);
  return Math.round(Math.min(scale, LARGEST) * 100) / 100;
}

/** @param {boolean} elderly */
function chooseElderly(elderly) {
  keep(ELDERLY, elderly);
}

/** @param {Language} language */
function chooseLanguage(language) {
  keep(LANGUAGE, language);
}

/**
 * @param {string} key
 * @param {boolean | string} value
 */
function keep(key, value) {
  try {
    wx.setStorageSync(key, value);
  } catch {
    // A full storage only means that the choice is made again next time.
  }
}

/** @param {string} key */
function stored(key) {
  try {
    return wx.getStorageSync(key);
  } catch {
    return "";
  }
}

/** @returns {{language: string, scale: number}} */
function phoneSays() {
  const says = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
  const { language, fontSizeSetting } = says;
  const factor = "fontSizeScaleFactor" in says ? says.fontSizeScaleFactor : 0;
  return { language, scale: factor || fontSizeSetting / USUAL_SIZE || 1 };
}

module.exports = { preferences, chooseElderly, chooseLanguage };
