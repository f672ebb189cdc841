// Typing on the screen: letters of pinyin become words by a touch, and whole questions are offered all the while.

import { fill } from "../render.js";

const MOST = 100;
const PAUSE = 250; // questions are looked for when the fingers rest

export class Typing {
  /** `look` asks the server for `candidates` and `questions`; `ask` takes the finished question. */
  constructor(screen, { look, ask }) {
    Object.assign(this, { screen, look, ask });
    this.box = screen.querySelector("textarea");
    this.spelt = screen.querySelector("[data-letters]");
    this.candidates = screen.querySelector("[data-candidates]");
    this.questions = screen.querySelector("[data-questions]");
    this.letters = "";
    this.latest = {};
    this.isChinese = !screen.classList.contains("is-latin");
    this.listen();
    this.changed();
  }

  listen() {
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.finish();
    });
    this.screen.addEventListener("mousedown", (event) => {
      if (event.target.closest("[data-key], [data-candidate]")) event.preventDefault(); // the box keeps its cursor
    });
    this.screen.addEventListener("click", (event) => {
      const key = event.target.closest("[data-key]");
      const candidate = event.target.closest("[data-candidate]");
      if (key) this.press(key.dataset.key);
      if (candidate) this.choose(candidate.textContent, Number(candidate.dataset.used));
    });
  }

  press(key) {
    const named = { erase: () => this.erase(), clear: () => this.clear(), space: () => this.space(), language: () => this.turn(), enter: () => this.finish() };
    if (named[key]) named[key]();
    else if (this.isChinese && /^[a-z]$/.test(key)) this.letters += key;
    else this.insert(key);
    if (key !== "enter") this.changed();
  }

  choose(text, used) {
    this.letters = this.letters.slice(used);
    this.insert(text);
    this.changed();
  }

  space() {
    const first = this.candidates.querySelector("[data-candidate]");
    if (!this.letters) this.insert(" ");
    else if (first) this.choose(first.textContent, Number(first.dataset.used));
  }

  erase() {
    const { selectionStart: start, selectionEnd: end, value } = this.box;
    if (this.letters) this.letters = this.letters.slice(0, -1);
    else if (start !== end) this.box.setRangeText("", start, end, "end");
    else if (start) this.box.setRangeText("", start - [...value.slice(0, start)].pop().length, start, "end");
  }

  clear() {
    this.letters = "";
    this.box.value = "";
  }

  /** From pinyin to plain letters, or back. */
  turn() {
    this.insert(this.letters);
    this.letters = "";
    this.isChinese = !this.isChinese;
    this.screen.classList.toggle("is-latin", !this.isChinese);
  }

  insert(text) {
    if (this.box.value.length + text.length > MOST) return;
    this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, "end");
  }

  finish() {
    const question = (this.box.value + this.letters).trim();
    if (question) this.ask(question);
    else this.box.focus();
  }

  changed() {
    this.spelt.textContent = this.letters;
    this.typed = this.box.value.trim() || this.letters;
    this.renew("candidates", this.letters, this.look.candidates, candidate);
    window.clearTimeout(this.pause);
    this.pause = window.setTimeout(() => this.renew("questions", this.typed, this.look.questions, question), PAUSE);
  }

  /** Fill a list anew; what comes after something else was typed is dropped. */
  async renew(name, typed, look, made) {
    const list = this[name];
    this.latest[name] = typed;
    const told = typed ? await look(typed) : [];
    if (this.latest[name] !== typed) return;
    list.replaceChildren(...told.map(made));
    list.scrollLeft = 0;
    if (name === "questions") this.screen.classList.toggle("has-questions", told.length > 0);
  }
}

function candidate({ text, used }) {
  const node = fill("candidate", { text });
  node.dataset.used = String(used);
  return node;
}

function question(text) {
  const node = fill("suggestion", { text });
  node.querySelector("button").value = text;
  return node;
}
