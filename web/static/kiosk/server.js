// Talks to the server, and notices when it cannot be reached, when it is back, and when the page has changed.

const PAGE = "/kiosk";
const PATIENCE = 20000;
const PAUSES = [500, 1500];
const LOOK_AT_REST = 20000;
const BACKOFF = [1000, 2000, 4000, 8000, 15000];
const AWAY = new Set([502, 503, 504]);

/** The server cannot be reached; `onLost` was told. */
export class Lost extends Error {}

export class Server {
  constructor({ isAtRest, onLost, onBack }) {
    Object.assign(this, { isAtRest, onLost, onBack });
    this.isLost = false;
    this.tries = 0;
    this.losses = 0;
    window.addEventListener("online", () => { if (this.isLost) this.look(); });
    window.addEventListener("offline", () => { if (this.isAtRest()) this.lose(); });
    this.later(0);
  }

  /** What the server answers, read as JSON unless told otherwise. */
  async fetched(path, body, read = json) {
    return read(await this.reply(path, body));
  }

  /** A reply; tried again after short pauses before the server counts as lost. */
  async reply(path, body) {
    for (const pause of [...PAUSES, null]) {
      const response = await reached(path, body);
      if (response) return response;
      if (pause === null) break;
      await new Promise((done) => { window.setTimeout(done, pause); });
    }
    this.lose();
    throw new Lost();
  }

  lose() {
    if (this.isLost) return;
    this.isLost = true;
    this.losses += 1;
    this.tries = 0;
    this.onLost();
    this.later(BACKOFF[0]);
  }

  later(pause) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), pause);
  }

  async look() {
    const { losses } = this;
    const tag = await tagOfPage();
    if (tag && this.tag && tag !== this.tag && (this.isLost || this.isAtRest())) {
      window.location.reload();
      return;
    }
    this.tag = this.tag || tag;
    if (tag && this.isLost && losses === this.losses) this.found(); // not by what was asked before it was lost
    if (!tag && this.isAtRest()) this.lose();
    this.later(this.isLost ? BACKOFF[Math.min(this.tries++, BACKOFF.length - 1)] : LOOK_AT_REST);
  }

  found() {
    this.isLost = false;
    this.onBack();
  }
}

async function tagOfPage() {
  try {
    const response = await timed(PAGE, { method: "HEAD", cache: "no-store" });
    return response.ok ? response.headers.get("ETag") : null;
  } catch (error) {
    return null;
  }
}

async function reached(path, body) {
  const posted = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await timed(path, body ? posted : {});
    return AWAY.has(response.status) ? null : response;
  } catch (error) {
    return null;
  }
}

async function json(response) {
  const told = await response.json();
  if (!response.ok) throw Object.assign(new Error("refused"), { refusal: told.error.code });
  return told;
}

async function timed(path, options) {
  const stop = new AbortController();
  const timer = window.setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(path, { ...options, signal: stop.signal });
  } finally {
    window.clearTimeout(timer);
  }
}
