// Reads an answer aloud, where the machine itself has a Chinese voice: a voice elsewhere would be told the answer.

const RATE = 0.9;
const LONGEST = 180000; // an old voice may never say that it ended
const SPOKEN = ".answer-title, .notice p, .said, .quote, .source-name, .contact, .chip";

export class Voice {
  constructor(onChange) {
    this.synthesis = window.speechSynthesis;
    this.onChange = onChange;
    if (this.synthesis) this.synthesis.addEventListener("voiceschanged", onChange);
  }

  get isThere() {
    return Boolean(this.chinese());
  }

  get isSpeaking() {
    return this.left > 0 && performance.now() - this.began < LONGEST;
  }

  /** Read a card piece by piece; old machines stop in the middle of long texts. */
  read(card) {
    this.hush();
    const pieces = [...card.querySelectorAll(SPOKEN)].filter((node) => node.offsetParent).map(spoken);
    this.left = pieces.length;
    this.began = performance.now();
    for (const piece of pieces) this.synthesis.speak(this.utterance(piece));
    this.onChange();
  }

  hush() {
    this.left = 0;
    if (this.synthesis) this.synthesis.cancel();
    this.onChange();
  }

  utterance(text) {
    const utterance = Object.assign(new SpeechSynthesisUtterance(text), { voice: this.chinese(), lang: "zh-CN", rate: RATE });
    utterance.onend = utterance.onerror = () => this.ended();
    return utterance;
  }

  ended() {
    this.left = Math.max(0, this.left - 1);
    if (!this.left) this.onChange();
  }

  chinese() {
    const voices = this.synthesis ? this.synthesis.getVoices() : [];
    return voices.find((voice) => voice.localService && /^(zh|cmn)\b/i.test(voice.lang));
  }
}

function spoken(node) {
  return node.textContent.replace(/\s+/g, " ").trim();
}
