// The page in another language, put in place of this one without leaving it, and back.

export class Language {
  constructor() {
    this.usual = { language: document.documentElement.lang, nodes: [...document.body.childNodes] };
  }

  get isUsual() {
    return document.documentElement.lang === this.usual.language;
  }

  /** Take over the page in another language, as the server wrote it. */
  turn(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    this.put(page.documentElement.lang, [...page.body.childNodes]);
  }

  /** Forget what was chosen. */
  back() {
    if (!this.isUsual) this.put(this.usual.language, this.usual.nodes);
  }

  put(language, nodes) {
    document.documentElement.lang = language;
    document.body.replaceChildren(...nodes);
  }
}
