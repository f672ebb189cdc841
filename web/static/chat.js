// The chat: asks the API and shows its answers. Without this file the form does the same by itself.

import { offerCopy } from "./copy.js";
import { offerFeedback } from "./feedback.js";
import { conversation, forget, remember, remembered } from "./memory.js";
import { answerCard, fill, worded } from "./render.js";
import { offerShare } from "./share.js";
import { Typeahead } from "./typeahead.js";

const PATIENCE = 20000;
const WARNING = 6000;

function audience() {
  const door = document.querySelector('input[name="audience"]:checked');
  return (door && door.value) || null;
}

class Chat {
  constructor() {
    this.page = document.querySelector("[data-page]");
    this.log = document.querySelector("[data-log]");
    this.form = document.querySelector("[data-ask]");
    this.box = this.form.elements.question;
    this.spoken = document.querySelector("[data-status]");
    this.clearer = document.querySelector("[data-clear]");
    this.underway = null;
    this.given = this.form.elements.conversation && this.form.elements.conversation.value;
    this.typeahead = new Typeahead(this.box, { choose: (text) => this.ask(text), audience });
    this.listen();
    this.restore();
    document.documentElement.classList.add("has-script");
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.box.value.trim());
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest('button[name="example"]');
      if (!button) return;
      event.preventDefault();
      this.ask(button.value);
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.ask(this.box.value.trim());
    });
    this.box.addEventListener("input", () => this.fit());
    this.page.addEventListener("change", () => this.showExamples());
    this.clearer.addEventListener("click", () => this.clear());
  }

  /** Bring a door's questions into view: in large type they open below the screen. */
  showExamples() {
    const shown = [...this.page.querySelectorAll(".examples")].find((examples) => examples.offsetParent);
    if (shown) shown.scrollIntoView({ block: "nearest" });
  }

  async ask(question) {
    if (this.underway) return;
    if (!question) {
      this.box.focus();
      return;
    }
    this.typeahead.close();
    this.box.value = "";
    this.fit();
    const turn = this.open(question);
    this.underway = turn;
    const waiting = fill("waiting");
    turn.append(waiting);
    this.spoken.textContent = this.spoken.dataset.waiting;
    turn.scrollIntoView({ block: "start" });
    const warning = window.setTimeout(() => this.reassure(waiting), WARNING);
    await this.answer(question, turn, waiting);
    window.clearTimeout(warning);
    if (this.underway === turn) this.underway = null;
  }

  reassure(waiting) {
    if (!waiting.isConnected) return;
    const text = worded("waiting", "still");
    waiting.querySelector('[data-slot="text"]').textContent = text;
    this.spoken.textContent = text;
  }

  /** Show what comes; a turn that was cleared meanwhile is neither shown nor remembered. */
  async answer(question, turn, waiting) {
    const show = await this.fetched(question).then(
      (answer) => () => this.tell(question, turn, answer),
      (error) => () => this.fail(question, turn, error),
    );
    if (!turn.isConnected) return;
    waiting.remove();
    show();
  }

  tell(question, turn, answer) {
    try {
      this.show(turn, answer);
    } catch (error) {
      console.error(error);
      turn.append(fill("undrawn", { text: answer.text })); // the answer is there, only its card is not
    }
    this.given = null;
    remember(question, answer);
    this.spoken.textContent = this.spoken.dataset.answered;
    turn.scrollIntoView({ block: "start" });
    turn.lastElementChild.focus({ preventScroll: true });
  }

  async fetched(question) {
    const stop = new AbortController();
    const timer = window.setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch("/api/v1/ask", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ question, audience: audience(), conversation: this.given || conversation() }),
        signal: stop.signal,
      });
      const told = await response.json();
      if (!response.ok) throw Object.assign(new Error("refused"), { refusal: told.error.code });
      return told;
    } finally {
      window.clearTimeout(timer);
    }
  }

  open(question) {
    const turn = fill("turn", { text: question });
    for (const earlier of this.log.querySelectorAll("details.turn")) earlier.open = false;
    this.log.append(turn);
    this.page.classList.add("is-talking");
    this.clearer.hidden = false;
    return turn;
  }

  show(turn, answer) {
    const card = answerCard(answer);
    for (const offer of [offerCopy, offerShare, offerFeedback]) offer(card, answer);
    turn.append(card);
  }

  fail(question, turn, error) {
    const text = worded("failure", error.refusal || (error.name === "AbortError" ? "slow" : "offline"));
    const failure = fill("failure", { text });
    failure.querySelector("[data-again]").addEventListener("click", () => {
      if (this.underway) return;
      turn.remove();
      this.ask(question);
    });
    turn.append(failure);
    this.spoken.textContent = text;
    failure.focus({ preventScroll: true });
  }

  /** Show what this tab remembers, before what the page brought: a form was sent while this script was on its way. */
  restore() {
    const brought = [...this.log.childNodes];
    try {
      for (const { question, answer } of remembered()) this.show(this.open(question), answer);
    } catch (error) {
      this.empty(); // kept by another version of this page
    }
    this.log.append(...brought);
    if (this.log.childElementCount) this.clearer.hidden = false;
    const last = this.log.querySelector(".turn:last-child");
    if (last) window.requestAnimationFrame(() => last.scrollIntoView({ block: "start" }));
  }

  clear() {
    this.empty();
    this.form.reset();
    this.fit();
    window.scrollTo(0, 0);
    this.box.focus();
  }

  empty() {
    forget();
    this.underway = null;
    this.given = null;
    this.spoken.textContent = "";
    this.log.textContent = "";
    this.page.classList.remove("is-talking");
    this.clearer.hidden = true;
  }

  fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 160)}px`;
  }
}

new Chat();
