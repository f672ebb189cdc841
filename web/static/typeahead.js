// Offers questions while one is typed. What is typed travels in the body of a request, never in an address.

const PAUSE = 120;
const MOST = 5;
const ADDRESS = "/api/v1/suggestions";
const NUMBER_OF_A_PERSON = /\d(?:[ \-·.]?\d){6,}/;

let count = 0;

/**
 * Makes a text box offer questions. An <input> becomes a combobox; a <textarea> may take no other role than its
 * own, so it names its listbox and says in a live region that there are offers.
 * @param {object} use  choose(text): what to do with a question that is taken; audience(): whose questions to offer.
 * The box tells the wording: data-offers-label names the list, data-offers-count ("{n} …") is said when it opens.
 */
export class Typeahead {
  constructor(box, use) {
    this.box = box;
    this.use = use;
    this.isComposing = false;
    this.at = -1;
    this.list = this.made("ul", "offers");
    this.list.id = `offers-${(count += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", box.dataset.offersLabel || "");
    this.said = this.made("p", "visually-hidden");
    this.said.setAttribute("aria-live", "polite");
    this.dress();
    this.listen();
  }

  /** Take the offers away, and forget what is on its way. */
  close() {
    window.clearTimeout(this.timer);
    if (this.underway) this.underway.abort();
    this.show([]);
  }

  made(tag, className) {
    const node = document.createElement(tag);
    node.className = className;
    this.box.parentElement.append(node);
    return node;
  }

  dress() {
    this.isCombobox = this.box.tagName === "INPUT";
    if (this.isCombobox) this.box.setAttribute("role", "combobox");
    this.box.setAttribute("aria-autocomplete", "list");
    this.box.setAttribute("aria-controls", this.list.id);
    this.box.setAttribute("autocomplete", "off");
    this.show([]);
  }

  listen() {
    this.box.addEventListener("compositionstart", () => { this.isComposing = true; this.close(); });
    this.box.addEventListener("compositionend", () => { this.isComposing = false; this.typed(); });
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("blur", () => this.close());
    this.box.parentElement.addEventListener("keydown", (event) => this.pressed(event), true);
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const offer = event.target.closest("[role=option]");
      if (offer) this.take(offer);
    });
  }

  typed() {
    if (this.isComposing) return;
    this.close();
    const text = this.box.value.trim();
    if (!text || NUMBER_OF_A_PERSON.test(text)) return;
    this.timer = window.setTimeout(() => this.offer(text), PAUSE);
  }

  async offer(text) {
    this.underway = new AbortController();
    const { signal } = this.underway;
    try {
      const audience = (this.use.audience && this.use.audience()) || null;
      const response = await fetch(ADDRESS, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ q: text, audience }),
        signal,
      });
      const told = response.ok ? await response.json() : { suggestions: [] };
      if (!signal.aborted) this.show(told.suggestions.filter((offer) => offer !== text).slice(0, MOST));
    } catch (error) {
      // No offer is no loss: what was typed can still be sent.
    }
  }

  show(offers) {
    this.at = -1;
    this.list.textContent = "";
    this.list.append(...offers.map((text, place) => this.option(text, place)));
    this.list.hidden = offers.length === 0;
    this.fit();
    const count = this.list.childElementCount;
    this.said.textContent = count ? (this.box.dataset.offersCount || "").replace("{n}", count) : "";
    if (this.isCombobox) this.box.setAttribute("aria-expanded", String(offers.length > 0));
    this.box.removeAttribute("aria-activedescendant");
  }

  /** Offers that would have to be scrolled to are left out: a keyboard cannot scroll a list that takes no focus. */
  fit() {
    while (this.list.childElementCount > 1 && this.list.scrollHeight > this.list.clientHeight) {
      this.list.lastElementChild.remove();
    }
  }

  option(text, place) {
    const node = document.createElement("li");
    node.id = `${this.list.id}-${place}`;
    node.className = "offer";
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    node.textContent = text;
    return node;
  }

  pressed(event) {
    if (event.target !== this.box || this.list.hidden || event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && !event.shiftKey && this.at >= 0) this.take(this.list.children[this.at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Go up or down, through the box itself between the last offer and the first. */
  move(step) {
    const places = this.list.children.length + 1;
    this.at = ((this.at + 1 + step + places) % places) - 1;
    for (const [place, node] of [...this.list.children].entries()) {
      node.setAttribute("aria-selected", String(place === this.at));
    }
    const active = this.list.children[this.at];
    if (!active) {
      this.box.removeAttribute("aria-activedescendant");
      return;
    }
    this.box.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  take(offer) {
    const text = offer.textContent;
    this.close();
    this.use.choose(text);
  }
}
