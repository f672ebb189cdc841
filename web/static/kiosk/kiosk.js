// The kiosk: one visitor after another on one page. What a visitor did is held by `visit` alone, and wipe() drops it.

import { offerFeedback } from "../feedback.js";
import { answerCard, fill, worded } from "../render.js";
import { guard } from "./guard.js";
import { Idle } from "./idle.js";
import { Language } from "./language.js";
import { clauseText } from "./original.js";
import { Lost, Server } from "./server.js";
import { dropSlip, printSlip } from "./slip.js";
import { Typing } from "./typing.js";
import { Voice } from "./voice.js";

const SHOWN = 8000;

const part = (name) => document.querySelector(`[data-${name}]`);

class Visit {
  constructor() {
    this.path = []; // the screens so far, each a function that draws it
    this.audience = "";
    this.conversation = null;
    this.answer = null;
    this.typed = "";
  }
}

class Kiosk {
  constructor() {
    this.language = new Language();
    this.set = document.body.dataset;
    this.does = this.deeds();
    this.shown = 0; // how many screens so far
    this.voice = new Voice(() => this.offer());
    this.wipe();
    guard(() => this.back());
    document.addEventListener("click", (event) => this.touched(event));
    document.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("scroll", () => this.measure(), { capture: true, passive: true });
    window.addEventListener("resize", () => this.measure());
    window.addEventListener("pagehide", () => this.wipe());
    this.idle = new Idle({
      after: Number(this.set.idle) * 1000,
      warning: Number(this.set.warning) * 1000,
      isBusy: () => !this.isAtRest(),
      isHeld: () => this.voice.isSpeaking,
      leave: () => this.wipe(),
    });
    this.server = new Server({ isAtRest: () => this.isAtRest(), onLost: () => this.lost(), onBack: () => this.wipe() });
    if (!this.set.ready) this.server.lose();
  }

  get stage() {
    return part("stage");
  }

  deeds() {
    return {
      door: (at, audience) => this.go(() => this.listed(`door-${at}`, audience)),
      topic: (at, audience) => this.go(() => this.listed(`topic-${at}`, audience)),
      language: (code) => this.turn(code),
      type: () => this.go(() => this.typing()),
      back: () => this.back(),
      restart: () => this.wipe(),
      stay: () => this.idle.stay(),
      up: () => this.scroll(-1),
      down: () => this.scroll(1),
      speak: () => (this.voice.isSpeaking ? this.voice.hush() : this.voice.read(this.stage)),
      print: () => this.print(),
    };
  }

  touched(event) {
    if (this.isImpatient(event)) return;
    const button = event.target.closest("button");
    const source = event.target.closest("[data-source]");
    if (source) this.open(source);
    else if (button && button.name === "example") this.ask(button.value, button.textContent.trim());
    else if (button && button.dataset.do) this.does[button.dataset.do](button.dataset.at, button.dataset.audience);
  }

  /** The second tap of a hasty finger was meant for what stood there before. */
  isImpatient(event) {
    const isLate = event.detail > 1 && this.shown !== this.touchedAt && this.stage.contains(event.target);
    this.touchedAt = this.shown;
    return isLate;
  }

  /** A source has no address here, so that the browser itself would not open it by keyboard. */
  pressed(event) {
    if (!(event.key === "Enter" || event.key === " ") || !event.target.matches("[data-source]")) return;
    event.preventDefault();
    this.open(event.target);
  }

  // --- screens ---

  go(draw) {
    this.visit.path.push(draw);
    this.draw();
  }

  back() {
    if (this.asked) this.asked = null;
    else if (this.visit.path.length > 1) this.visit.path.pop();
    this.draw();
  }

  draw() {
    this.visit.answer = null;
    this.show(this.visit.path[this.visit.path.length - 1]());
  }

  show(screen) {
    this.voice.hush();
    dropSlip();
    this.stage.replaceChildren(screen);
    this.shown += 1;
    this.stage.scrollTop = 0;
    document.body.dataset.screen = screen.dataset.screen;
    part("back").hidden = this.isFirst();
    part("restart").hidden = this.isAtRest();
    this.offer();
    this.measure();
    (screen.querySelector(".typed textarea") || screen).focus({ preventScroll: true });
  }

  /** Nothing of a visitor is here. */
  isAtRest() {
    return this.isFirst() && this.language.isUsual;
  }

  isFirst() {
    return this.visit.path.length === 1 && this.asked === null;
  }

  first() {
    const { startAt, startTopic, startAudience } = this.set;
    if (startTopic) return this.listed(`topic-${startTopic}`, startAudience);
    return startAt ? this.listed(`door-${startAt}`, startAudience) : this.listed("start", "");
  }

  listed(name, audience) {
    this.visit.audience = audience;
    this.visit.conversation = null;
    return fill(name);
  }

  typing() {
    const screen = fill("typing");
    screen.querySelector("textarea").value = this.visit.typed;
    const { audience } = this.visit;
    new Typing(screen, {
      look: {
        candidates: (q) => this.typed("candidates", "/kiosk/candidates", { q }),
        questions: (q) => this.typed("suggestions", "/api/v1/suggestions", { q, audience: audience || null }),
      },
      ask: (question) => {
        this.visit.typed = question;
        this.ask(question);
      },
    });
    return screen;
  }

  /** What the server makes of typing; without it one types on. */
  async typed(kind, path, body) {
    try {
      return (await this.server.fetched(path, body))[kind];
    } catch (error) {
      return [];
    }
  }

  answered(question, answer) {
    const screen = fill("result");
    screen.append(fill("question", { text: question }), this.card(answer));
    this.visit.conversation = answer.conversation;
    this.visit.answer = answer;
    return screen;
  }

  /** The card of an answer, or its bare text: the answer is there even when its card is not. */
  card(answer) {
    try {
      const card = unlinked(answerCard(answer));
      offerFeedback(card, answer);
      card.addEventListener("submit", () => this.measure());
      return card;
    } catch (error) {
      console.error(error);
      return fill("undrawn", { text: answer.text });
    }
  }

  async turn(code) {
    const { visit } = this;
    try {
      const html = await this.server.fetched(`/kiosk/${code}`, null, (response) => response.text());
      if (this.visit !== visit) return;
      this.language.turn(html);
      this.draw();
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
    }
  }

  // --- asking ---

  /** A question in the visitor's language is shown in it, and asked in the policy's own. */
  ask(question, shown = question) {
    const { audience, conversation } = this.visit;
    const waiting = fill("searching");
    this.asked = {};
    waiting.prepend(fill("question", { text: shown }));
    this.show(waiting);
    this.say("searching");
    this.await(
      this.server.fetched("/api/v1/ask", { question, audience: audience || null, conversation }),
      (answer) => this.answered(shown, answer),
    );
  }

  open(source) {
    const shown = [...this.stage.querySelectorAll("[data-source]")].indexOf(source);
    const citation = cited(this.visit.answer)[shown];
    if (!citation) return;
    this.await(
      this.server.fetched(`/api/v1/clauses/${encodeURIComponent(citation.clause_id)}`),
      (clause) => clauseText(clause, citation.quotes),
    );
  }

  /** Go on with what the server tells; a touch on another thing meanwhile makes it void. */
  async await(promise, screen) {
    const asked = {};
    this.asked = asked;
    let draw = () => {};
    try {
      const told = await promise;
      draw = () => screen(told);
    } catch (error) {
      if (error instanceof Lost) return;
      draw = () => fill("refused", { text: worded("failure", error.refusal || "other") });
    }
    if (this.asked !== asked) return;
    this.asked = null;
    this.go(draw);
    this.say("answered");
  }

  // --- what is taken away ---

  /** Show what can be done with the answer on the screen. */
  offer() {
    const answer = this.visit && this.visit.answer;
    const address = answer && answer.slip_qr_url;
    const canRead = Boolean(answer) && this.voice.isThere;
    const canPrint = Boolean(answer && answer.slip_url && this.set.paper);
    part("code").hidden = !address;
    if (!address) part("code-image").removeAttribute("src");
    else if (part("code-image").getAttribute("src") !== address) part("code-image").src = address;
    part("print").hidden = !canPrint;
    part("speak").hidden = !canRead;
    part("speak").classList.toggle("is-on", this.voice ? this.voice.isSpeaking : false);
    part("take").hidden = !(address || canRead || canPrint);
  }

  print() {
    const button = part("print");
    button.classList.add("is-on");
    printSlip(this.visit.answer.slip_url, this.set.paper, (done) => {
      button.classList.remove("is-on");
      this.say(done ? "printed" : "unprinted", true);
    });
  }

  // --- coming and going ---

  /** Forget the visitor: the next one finds the first screen, and nothing else anywhere. */
  wipe() {
    this.visit = new Visit();
    this.asked = null;
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    this.language.back();
    for (const storage of [window.sessionStorage, window.localStorage]) storage.clear();
    window.getSelection().removeAllRanges();
    this.go(() => this.first());
    this.say("");
    performance.clearResourceTimings();
  }

  lost() {
    this.wipe();
    part("lost-dialog").showModal();
  }

  scroll(pages) {
    this.stage.scrollBy({ top: pages * 0.8 * this.stage.clientHeight });
  }

  measure() {
    const { scrollTop, scrollHeight, clientHeight } = this.stage;
    part("up").hidden = part("down").hidden = scrollHeight <= clientHeight + 8;
    part("up").disabled = scrollTop < 8;
    part("down").disabled = scrollTop + clientHeight > scrollHeight - 8;
  }

  /** Tell a screen reader; `isShown` shows it to everyone for a while. */
  say(name, isShown = false) {
    const spoken = part("spoken");
    spoken.textContent = name ? spoken.getAttribute(`data-${name}`) : "";
    spoken.className = isShown ? "toast" : "visually-hidden";
    window.clearTimeout(this.hiding);
    if (isShown) this.hiding = window.setTimeout(() => this.say(""), SHOWN);
  }
}

/** No address is left to follow: a source opens here, as a button does. */
function unlinked(card) {
  for (const link of card.querySelectorAll("a[href]")) link.removeAttribute("href");
  for (const source of card.querySelectorAll("[data-source]")) {
    source.setAttribute("role", "button");
    source.tabIndex = 0;
  }
  return card;
}

/** The citations in the order in which their links stand on the screen. */
function cited(answer) {
  const rows = answer && answer.comparison ? answer.comparison.rows : [];
  if (!rows.length) return answer ? answer.citations : [];
  const cells = rows.flatMap((row) => [...row.cells, row.everyone]);
  const of = (mark) => answer.citations.find((citation) => citation.mark === mark);
  return cells.flatMap((cell) => cell.excerpts.map((excerpt) => ({ ...of(excerpt.mark), quotes: excerpt.quotes })));
}

new Kiosk();
