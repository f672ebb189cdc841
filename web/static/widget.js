// The assistant on a page of another origin, by one script tag: a custom element with a shadow root.
// Its host page is neither trusted nor touched: nothing global but the element, no markup as text, no style inline.
// The server puts widget.css into STYLE and the catalogs' sentences into WORDS: a page fetches this file alone.

(() => {
  "use strict";

  const STYLE = "";
  const WORDS = {};
  const NAME = "policy-assistant";
  const PATIENCE = 20000;
  const PAUSE = 120;
  const MOST_OFFERS = 5;
  const NUMBER_OF_A_PERSON = /\d(?:[ \-·.]?\d){6,}/;
  const SUPPORTING = "配合单位";
  const UNJUDGED = ["greeting", "invalid", "personal_data", "unavailable"];
  const SVG = "http://www.w3.org/2000/svg";
  const { fetch, AbortController } = window;
  const script = document.currentScript;

  if (!window.customElements || customElements.get(NAME)) return;
  if (!script || !script.src) {
    console.warn(`${NAME}: 请用 <script src="……/static/widget.js"> 引入，不要用 type="module" 或内联`);
    return;
  }
  const ORIGIN = new URL(script.src).origin;

  const AUDIENCES = ["返乡农民工", "退役军人", "大学生"];

  const ICONS = {
    chat: "M4 5h16v11H10l-5 4v-4H4Z M8.500 9h7 M8.500 12.500h4.500",
    close: "m6 6 12 12 M18 6 6 18",
    again: "M20 11a8 8 0 1 0-2.300 6.500 M20 4.500V11h-6.500",
    send: "M12 20V4.500 m-6.500 6.500L12 4.500l6.500 6.500",
    arrow: "M5 12h14 m-6-6 6 6-6 6",
    warning: "M12 3.500 2.500 20h19Z M12 10v4.500 M12 17.200v.1",
    document: "M6 3h8.500L19 7.500V21H6Z M14 3v5h5 M9 12.500h7M9 16.500h7",
    people: "M5.500 8a3.500 3.500 0 1 0 7 0a3.500 3.500 0 1 0-7 0 M2.500 20c0-3.600 2.900-6 6.500-6s6.500 2.400 6.500 6 M15.500 4.800a3.500 3.500 0 0 1 0 6.400M18 14.500c2.100.900 3.500 2.800 3.500 5.500",
    useful: "M7.500 20.500V10.500L11 3.500c1.700 0 2.700 1.200 2.400 2.900L12.700 9.500h5.600c1.300 0 2.200 1.200 1.900 2.400l-1.700 6.800c-.3 1.100-1.200 1.800-2.300 1.800Z M7.500 10.500h-4v10h4",
    useless: "M16.500 3.500v10L13 20.500c-1.700 0-2.700-1.200-2.400-2.900l.7-3.100H5.700c-1.300 0-2.200-1.200-1.900-2.400l1.700-6.800c.3-1.100 1.200-1.800 2.300-1.800Z M16.500 13.500h4v-10h-4",
    question: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M9.500 9.700a2.600 2.600 0 1 1 3.600 2.400c-.700.300-1.100.800-1.100 1.600 M12 16.700v.1",
  };

  const has = (of, name) => Object.prototype.hasOwnProperty.call(of, name);

  // --- what the integrator chooses, by data-… on the element or on the script tag ---

  const CHOICES = {
    color: { usual: "", fits: (value) => /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(value), wanted: "#14564b 或 #156" },
    position: { usual: "bottom-right", fits: (value) => /^bottom-(right|left)$/.test(value), wanted: "bottom-right 或 bottom-left" },
    size: { usual: "normal", fits: (value) => /^(normal|large)$/.test(value), wanted: "normal 或 large" },
    title: { usual: "", fits: (value) => value.trim() !== "" && value.length <= 20, wanted: "1 到 20 个字" },
    lang: { usual: "zh-Hans", fits: (value) => has(WORDS, value), wanted: "zh-Hans、zh-Hant、en 或 vi" },
    audience: { usual: "", fits: (value) => AUDIENCES.indexOf(value) >= 0, wanted: "返乡农民工、退役军人 或 大学生" },
  };
  const warned = new Set();

  function chosen(element, name) {
    const given = element.getAttribute(`data-${name}`);
    const value = given === null ? script.getAttribute(`data-${name}`) : given;
    const choice = CHOICES[name];
    if (value === null) return choice.usual;
    if (choice.fits(value)) return value;
    warnOnce(`data-${name}="${value}" 不能用，已忽略；应为 ${choice.wanted}`);
    return choice.usual;
  }

  function warnOnce(text) {
    if (!warned.has(text)) console.warn(`${NAME}: ${text}`);
    warned.add(text);
  }

  /** Black or white, whichever reads better on a colour: the better of the two is never below 4.5:1. */
  function inkOn(color) {
    const digits = color.length === 4 ? color.replace(/[0-9a-f]/gi, "$&$&") : color;
    const light = (at) => {
      const part = parseInt(digits.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * light(1) + 0.7152 * light(3) + 0.0722 * light(5) > 0.179 ? "#000000" : "#ffffff";
  }

  // --- making nodes; text goes in as text ---

  function make(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  }

  /** Words of the API, which are Chinese whatever language the widget speaks. */
  function told(tag, className, text) {
    const node = make(tag, className, text);
    node.lang = "zh-Hans";
    return node;
  }

  function icon(name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  function button(className, onClick, ...children) {
    const node = make("button", className, ...children);
    node.type = "button";
    node.addEventListener("click", onClick);
    return node;
  }

  /** An object that a polluted Object.prototype adds no option to. */
  const plain = (values) => Object.assign(Object.create(null), values);

  /** JSON of a text or null, without JSON.stringify, which old libraries break by their toJSON. */
  function quoted(text) {
    if (text === null) return "null";
    return `"${text.replace(/[^ !#-[\]-~]/g, (unit) => `\\u${`000${unit.charCodeAt(0).toString(16)}`.slice(-4)}`)}"`;
  }

  const listed = (texts) => `[${texts.map(quoted).join(",")}]`;

  /** Send JSON to our server; what it refuses is an error with its code. */
  async function sent(path, body, signal) {
    const headers = plain({ "Content-Type": "application/json" });
    const response = await fetch(ORIGIN + path, plain({ method: "POST", mode: "cors", credentials: "omit", headers, body, signal }));
    const told = await response.json();
    if (!response.ok) throw Object.assign(new Error("refused"), { refusal: told.error.code });
    return told;
  }

  // --- an answer as a card ---

  /** What an answer is called: its status, but one read off the document's own particulars quotes nothing. */
  function kindOf({ status, facts, citations }) {
    return status === "answered" && facts.length && !citations.length ? "fact" : status;
  }

  class Card {
    constructor(words, ask) {
      this.words = words;
      this.ask = ask;
    }

    of(answer) {
      const { words } = this;
      const said = answer.facts.join("\n") || (answer.citations.length ? "" : answer.text);
      const card = make("article", "card", ...answer.notices.map((notice) => this.notice(notice)));
      card.tabIndex = -1;
      const kind = kindOf(answer);
      card.append(make("h2", "", has(words.status, kind) ? words.status[kind] : words.status.other));
      if (has(words.explained, kind)) card.append(make("p", "", words.explained[kind]));
      if (answer.understood) card.append(make("p", "hint", words.understood, told("span", "", answer.understood)));
      if (said) card.append(told("p", "said", said));
      if (answer.comparison) card.append(...this.comparison(answer.comparison));
      else card.append(...answer.citations.map((citation) => this.citation(citation)));
      if (answer.missing.length) card.append(this.missing(answer.missing));
      if (answer.contacts.length) card.append(this.contacts(answer.contacts));
      const choices = answer.choices.map((choice) => choice.text);
      if (choices.length) card.append(this.offers(words.choices, choices));
      else if (answer.suggestions.length) card.append(this.offers(words.follow, answer.suggestions));
      if (UNJUDGED.indexOf(answer.status) < 0) card.append(new Feedback(words, answer).part);
      return card;
    }

    notice({ kind, text }) {
      const labels = this.words.notice;
      const label = make("strong", "", has(labels, kind) ? labels[kind] : labels.other);
      return make("div", "notice", icon("warning"), make("p", "", label, told("span", "", text)));
    }

    citation({ document: source, label, quotes, complete, marked_url: path }) {
      const { words } = this;
      const section = make("section", "", ...quotes.map((text) => make("blockquote", "quote", told("p", "", text))));
      if (!complete) section.append(make("p", "hint", words.cut));
      const place = make(
        "span", "",
        make("span", "source-name", told("bdi", "", `《${source.name}》`), told("bdi", "label", label)),
        told("span", "source-number", source.number),
        make("span", "source-open", words.source, make("span", "spoken", words.elsewhere)),
      );
      section.append(ourPage("source", path, icon("document"), place));
      return section;
    }

    comparison({ rows, url }) {
      const { words } = this;
      if (!rows.length) return [];
      const link = ourPage("button", url, make("span", "", words.table, make("span", "spoken", words.elsewhere)), icon("arrow"));
      return [make("p", "hint", words.compared), link];
    }

    missing(texts) {
      const { words } = this;
      const chips = make("ul", "chips", ...texts.map((text) => this.named("li", text)));
      return make("section", "block", make("h3", "", icon("question"), words.missing), chips, make("p", "hint", words.unclear));
    }

    contacts(contacts) {
      const { words } = this;
      const list = (those) => make("ul", "contacts", ...those.map((contact) => this.contact(contact)));
      const supporting = contacts.filter((contact) => contact.role === SUPPORTING);
      const leading = contacts.filter((contact) => contact.role !== SUPPORTING);
      const section = make("section", "block", make("h3", "", icon("people"), words.contacts), list(leading));
      if (supporting.length) {
        const title = words.supporting.replace("{count}", supporting.length);
        section.append(make("details", "", make("summary", "", title), list(supporting)));
      }
      section.append(make("p", "hint", words.hotline.replace("{hotline}", "12345")));
      return section;
    }

    contact({ unit, role }) {
      return make("li", "", told("strong", "", unit), this.named("span", role));
    }

    /** A name that answers carry, in the widget's language where that has one. */
    named(tag, chinese) {
      const { words } = this.words;
      return has(words, chinese) ? make(tag, "", words[chinese]) : told(tag, "", chinese);
    }

    offers(title, texts) {
      return make("section", "block", make("h3", "", title), offersOf(texts, this.ask));
    }
  }

  // --- 有用 / 没用, and why ---

  class Feedback {
    constructor(words, answer) {
      this.words = words;
      this.about = `"answer_id":${quoted(answer.id)},"clauses":${listed(answer.citations.map((citation) => citation.clause_id))}`;
      this.said = make("p", "hint");
      this.said.setAttribute("aria-live", "polite");
      this.yes = this.toggle("useful", words.useful, () => this.judge(true));
      this.no = this.toggle("useless", words.useless, () => this.judge(false));
      this.reasons = Object.keys(words.reasons).map((name) => {
        const reason = this.toggle("", words.reasons[name], () => press(reason, !isPressed(reason)));
        reason.value = name;
        return reason;
      });
      const chips = make("div", "chips", ...this.reasons);
      chips.setAttribute("role", "group");
      chips.setAttribute("aria-label", words.why);
      const submit = button("button", () => this.explain(), words.submit, icon("arrow"));
      this.why = make("div", "why", make("p", "hint", words.why), chips, submit);
      this.why.hidden = true;
      const judges = make("div", "chips", make("p", "hint", words.judge), this.yes, this.no);
      this.part = make("section", "block", judges, this.why, this.said);
    }

    toggle(picture, text, onClick) {
      const node = button("toggle", onClick, ...(picture ? [icon(picture)] : []), text);
      return press(node, false);
    }

    judge(useful) {
      press(this.yes, useful);
      press(this.no, !useful);
      this.why.hidden = useful;
      if (!useful) this.why.scrollIntoView(plain({ block: "nearest" }));
      return this.send(`"useful":${useful}`, this.words.thanks);
    }

    async explain() {
      const reasons = listed(this.reasons.filter(isPressed).map((reason) => reason.value));
      if (!(await this.send(`"useful":false,"reasons":${reasons}`, this.words.why_thanks))) return;
      this.why.hidden = true;
      this.no.focus(plain({ preventScroll: true }));
    }

    async send(judgement, thanks) {
      const done = await sent("/api/v1/feedback", `{${this.about},${judgement}}`).then(() => true, () => false);
      this.said.textContent = done ? thanks : this.words.failed;
      return done;
    }
  }

  const isPressed = (toggle) => toggle.getAttribute("aria-pressed") === "true";

  function press(toggle, state) {
    toggle.setAttribute("aria-pressed", String(state));
    return toggle;
  }

  // --- questions offered while one is typed: what is typed travels in a body, never in an address ---

  class Offers {
    constructor(box, words, { choose, audience, say }) {
      Object.assign(this, { box, words, choose, audience, say });
      this.list = make("ul", "offered");
      this.list.id = "offered";
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", words.offered);
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      box.setAttribute("aria-autocomplete", "list");
      box.setAttribute("aria-controls", "offered");
      box.addEventListener("compositionstart", () => { this.isComposing = true; this.close(); });
      box.addEventListener("compositionend", () => { this.isComposing = false; this.typed(); });
      box.addEventListener("input", () => this.typed());
      box.addEventListener("blur", () => this.close());
      this.show([]);
    }

    /** Take the offers away, and forget what is on its way. */
    close() {
      window.clearTimeout(this.timer);
      this.wanted = null;
      this.show([]);
    }

    typed() {
      if (this.isComposing) return;
      this.close();
      const text = this.box.value.trim();
      if (text && !NUMBER_OF_A_PERSON.test(text)) this.timer = window.setTimeout(() => this.offer(text), PAUSE);
    }

    async offer(text) {
      const wanted = (this.wanted = {});
      const body = `{"q":${quoted(text)},"audience":${quoted(this.audience())}}`;
      const { suggestions } = await sent("/api/v1/suggestions", body).catch(() => ({ suggestions: [] }));
      if (this.wanted === wanted) this.show(suggestions.filter((offer) => offer !== text).slice(0, MOST_OFFERS));
    }

    show(texts) {
      const wasShown = this.list.childElementCount > 0;
      this.list.textContent = "";
      this.list.append(...texts.map((text, place) => this.option(text, place)));
      this.list.hidden = !texts.length;
      // What would have to be scrolled to is left out: a keyboard cannot scroll a list that takes no focus.
      while (this.list.childElementCount > 1 && this.list.scrollHeight > this.list.clientHeight) this.list.lastElementChild.remove();
      this.mark(-1);
      if (texts.length || wasShown) this.say(texts.length ? this.words.offered_count.replace("{n}", this.list.childElementCount) : "");
    }

    option(text, place) {
      const node = told("li", "", text);
      node.id = `offered-${place}`;
      node.setAttribute("role", "option");
      node.addEventListener("click", () => this.choose(text));
      return node;
    }

    mark(at) {
      this.at = at;
      [...this.list.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === at)));
      const active = this.list.children[at];
      if (active) active.scrollIntoView(plain({ block: "nearest" }));
      if (active) this.box.setAttribute("aria-activedescendant", active.id);
      else this.box.removeAttribute("aria-activedescendant");
    }

    /** Whether a key was for the offers; the arrows go round through the box itself. */
    takes(event) {
      const places = this.list.childElementCount + 1;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (places === 1 || event.isComposing || event.keyCode === 229) return false;
      if (step === 1 || step === -1) this.mark(((this.at + 1 + step + places) % places) - 1);
      else if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && !event.shiftKey && this.at >= 0) this.choose(this.list.children[this.at].textContent);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    }
  }

  function offersOf(texts, ask, word = told) {
    const item = (text) => make("li", "", button("", () => ask(text), word("span", "", text), icon("arrow")));
    return make("ul", "offers", ...texts.map(item));
  }

  /** A link that opens a page of ours in a new tab; an address elsewhere gives no link. */
  function ourPage(className, path, ...children) {
    const address = new URL(path, ORIGIN);
    const link = make("a", className, ...children);
    if (address.origin === ORIGIN) link.href = address.href;
    link.target = "_blank";
    link.rel = "noopener";
    return link;
  }

  // --- the panel and its conversation ---

  class Assistant {
    constructor(element) {
      this.element = element;
      this.language = chosen(element, "lang");
      this.words = WORDS[this.language];
      this.card = new Card(this.words, (text) => this.ask(text));
      this.build();
      this.dress();
      this.restart();
      const root = element.attachShadow(plain({ mode: "open" }));
      root.append(this.frame);
      applyStyle(root, this.frame);
    }

    build() {
      const { words } = this;
      this.heading = make("h2", "");
      this.heading.id = "title";
      this.label = make("span", "");
      this.log = make("div", "log");
      this.log.tabIndex = -1;
      this.status = make("p", "spoken");
      this.status.setAttribute("role", "status");
      const restart = button("tool", () => this.restart(), icon("again"), make("span", "spoken", words.restart));
      const close = button("tool", () => this.close(), icon("close"), make("span", "spoken", words.close));
      restart.title = words.restart;
      close.title = words.close;
      const head = make("div", "head", make("div", "", this.heading, make("p", "", words.lead)), restart, close);
      this.panel = make("dialog", "panel", head, this.log, this.status, this.composer());
      this.panel.setAttribute("role", "dialog");
      this.panel.setAttribute("aria-labelledby", "title");
      // Told a task later: by then it may have been opened again.
      this.panel.addEventListener("close", () => { if (!this.panel.open) this.close(); });
      this.panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !event.isComposing) this.close();
      });
      this.launcher = button("launcher", () => this.open(), icon("chat"), this.label);
      this.launcher.setAttribute("aria-haspopup", "dialog");
      this.frame = make("div", "frame", this.launcher, this.panel);
      this.frame.lang = this.language;
      // The host's shortcuts and focus traps are not for what happens in here.
      for (const name of ["keydown", "keypress", "keyup", "focusin", "focusout", "paste", "copy", "cut"]) {
        this.frame.addEventListener(name, (event) => event.stopPropagation());
      }
    }

    composer() {
      const { words } = this;
      this.box = make("textarea", "");
      this.box.rows = 1;
      this.box.maxLength = 300;
      this.box.placeholder = words.placeholder;
      this.box.setAttribute("aria-label", words.box);
      this.box.setAttribute("autocomplete", "off");
      this.box.setAttribute("enterkeyhint", "send");
      this.box.addEventListener("input", () => this.fit());
      this.offers = new Offers(this.box, words, {
        choose: (text) => this.ask(text),
        audience: () => chosen(this.element, "audience") || null,
        say: (text) => { this.status.textContent = text; },
      });
      this.box.addEventListener("keydown", (event) => {
        if (this.offers.takes(event)) return;
        if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
        event.preventDefault();
        this.ask(this.box.value.trim());
      });
      const send = button("send", () => this.ask(this.box.value.trim()), icon("send"), make("span", "", words.send));
      return make("div", "composer", make("div", "", this.offers.list, this.box, send), make("p", "", words.privacy));
    }

    /** Put on the colour, place, size and title that the page chose; also when it chooses anew. */
    dress() {
      const { element, frame } = this;
      const color = chosen(element, "color");
      const title = chosen(element, "title") || this.words.title;
      frame.style.setProperty("--theme", color);
      frame.style.setProperty("--theme-ink", color && inkOn(color));
      frame.setAttribute("data-position", chosen(element, "position"));
      frame.setAttribute("data-size", chosen(element, "size"));
      this.heading.textContent = title;
      this.label.textContent = title;
    }

    open() {
      const coversThePage = window.matchMedia("(max-width: 480px)").matches;
      if (coversThePage && this.panel.showModal) this.panel.showModal();
      else this.panel.setAttribute("open", "");
      this.launcher.hidden = true;
      const typesByKeyboard = window.matchMedia("(hover: hover)").matches;
      (typesByKeyboard ? this.box : this.log).focus(plain({ preventScroll: true }));
    }

    close() {
      if (this.launcher.hidden === false) return;
      this.launcher.hidden = false;
      if (this.panel.close && this.panel.open) this.panel.close();
      this.panel.removeAttribute("open");
      this.launcher.focus(plain({ preventScroll: true }));
    }

    restart() {
      const { words } = this;
      this.conversation = null;
      this.waiting = null;
      const examples = words.examples[chosen(this.element, "audience")];
      const offers = offersOf(examples, (text) => this.ask(text), make);
      this.welcome = make("section", "welcome", make("p", "", words.welcome), make("p", "", words.starters), offers);
      this.log.textContent = "";
      this.log.append(this.welcome);
      this.log.scrollTop = 0;
    }

    async ask(question) {
      if (this.waiting) return;
      if (!question) {
        this.box.focus();
        return;
      }
      this.offers.close();
      this.box.value = "";
      this.fit();
      const turn = this.turn(question);
      this.waiting = turn;
      const show = await this.answered(question).then(
        (answer) => () => this.tell(turn, answer),
        (error) => () => this.fail(question, turn, error),
      );
      if (this.waiting !== turn) return; // started again meanwhile
      this.waiting = null;
      show();
    }

    tell(turn, answer) {
      this.conversation = answer.conversation;
      this.show(turn, this.drawn(answer), this.words.shown);
    }

    /** The card of an answer, or its bare text: the answer is there even when its card is not. */
    drawn(answer) {
      try {
        return this.card.of(answer);
      } catch (error) {
        warnOnce(error);
        const text = make("article", "card undrawn", answer.text);
        text.tabIndex = -1;
        return text;
      }
    }

    turn(question) {
      const { words } = this;
      const text = make("bdi", "", question);
      const dots = make("span", "dots", make("i"), make("i"), make("i"));
      dots.setAttribute("aria-hidden", "true");
      const asked = make("p", "asked", make("span", "spoken", words.asked), text);
      const turn = make("section", "turn", asked, make("p", "waiting", dots, words.waiting));
      this.welcome.hidden = true;
      this.log.append(turn);
      this.status.textContent = words.waiting;
      this.log.scrollTop = turn.offsetTop - 12;
      return turn;
    }

    show(turn, node, status) {
      turn.lastElementChild.remove();
      turn.append(node);
      this.status.textContent = status;
      this.log.scrollTop = turn.offsetTop - 12;
      node.focus(plain({ preventScroll: true }));
    }

    fail(question, turn, error) {
      const { words } = this;
      const text = error.refusal ? this.refused(error.refusal) : error.name === "AbortError" ? words.slow : words.offline;
      const again = button("button", () => this.retry(question, turn), words.retry);
      const failure = make("section", "failure", icon("warning"), make("p", "", text), again);
      failure.tabIndex = -1;
      this.show(turn, failure, text);
      if (error.name === "TypeError") warnOnce(`没有连上 ${ORIGIN}。请看网络，以及 EMBED_ORIGINS 里有没有 ${window.location.origin}`);
    }

    refused(code) {
      const { errors } = this.words;
      return has(errors, code) ? errors[code] : errors.internal;
    }

    retry(question, turn) {
      if (this.waiting) return; // it stays to be tried when that is done
      turn.remove();
      this.ask(question);
    }

    async answered(question) {
      const stop = new AbortController();
      const timer = window.setTimeout(() => stop.abort(), PATIENCE);
      const audience = chosen(this.element, "audience") || null;
      const body = `{"question":${quoted(question)},"audience":${quoted(audience)},"conversation":${quoted(this.conversation)}}`;
      try {
        return await sent("/api/v1/ask", body, stop.signal);
      } finally {
        window.clearTimeout(timer);
      }
    }

    fit() {
      this.box.style.height = "auto";
      this.box.style.height = `${Math.min(this.box.scrollHeight + 4, 130)}px`;
    }
  }

  /** A style sheet of our own making, which no host's policy forbids; an old browser fetches it and shows us then. */
  function applyStyle(root, frame) {
    if (root.adoptedStyleSheets && CSSStyleSheet.prototype.replaceSync) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      return;
    }
    const link = make("link");
    link.rel = "stylesheet";
    link.href = `${ORIGIN}/static/widget.css`;
    frame.hidden = true;
    link.addEventListener("load", () => { frame.hidden = false; });
    link.addEventListener("error", () => warnOnce(`没有取到 ${link.href}，不显示`));
    root.append(link);
  }

  class PolicyAssistant extends HTMLElement {
    static get observedAttributes() {
      return ["data-color", "data-position", "data-size", "data-title"];
    }

    connectedCallback() {
      if (!this.assistant) this.assistant = new Assistant(this);
    }

    attributeChangedCallback() {
      if (this.assistant) this.assistant.dress();
    }
  }

  /** Beside the body, where no transform and no later layer of the page reaches. */
  function place() {
    if (!document.querySelector(NAME)) document.documentElement.append(document.createElement(NAME));
  }

  customElements.define(NAME, PolicyAssistant);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();
