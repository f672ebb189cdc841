// Nobody has touched the kiosk for a while: asks, counts down, and leaves.

const LOOK = 250;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "input"];

export class Idle {
  /** `isBusy` tells that there is something to leave, `isHeld` that time stands still, as while reading aloud. */
  constructor({ after, warning, isBusy, isHeld, leave }) {
    Object.assign(this, { after, warning, isBusy, isHeld, leave });
    for (const sign of SIGNS) document.addEventListener(sign, () => this.touched(), { capture: true, passive: true });
    document.addEventListener("cancel", (event) => event.preventDefault(), true);
    window.setInterval(() => this.look(), LOOK);
    this.stay();
  }

  get dialog() {
    return document.querySelector("[data-idle-dialog]");
  }

  /** While we ask, only an answer counts: the next visitor's first touch must not open the last one's screen. */
  touched() {
    if (!this.dialog.open) this.since = performance.now();
  }

  stay() {
    if (this.dialog.open) this.dialog.close();
    this.since = performance.now();
  }

  look() {
    if (!this.isBusy() || this.isHeld()) {
      this.stay();
      return;
    }
    const left = this.after + this.warning - (performance.now() - this.since);
    if (left <= 0) this.leave();
    else if (left <= this.warning) this.warn(Math.ceil(left / 1000));
  }

  warn(seconds) {
    if (!this.dialog.open) this.dialog.showModal();
    const count = this.dialog.querySelector("[data-count]");
    if (count.textContent !== String(seconds)) count.textContent = String(seconds);
  }
}
