// 有用 / 没用 on the card itself. Without this file its forms lead to pages that do the same.

export function offerFeedback(card, answer) {
  new Feedback(card.querySelector("[data-feedback]"), answer);
}

class Feedback {
  constructor(part, answer) {
    this.why = part.querySelector("[data-why]");
    this.said = part.querySelector("[data-said]");
    this.buttons = [...part.querySelectorAll(".judge")];
    this.about = { answer_id: answer.id, clauses: answer.citations.map((citation) => citation.clause_id) };
    part.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.why.contains(event.target)) this.explain(event.target);
      else this.judge(event.submitter);
    });
  }

  async judge(button) {
    const useful = button.value === "yes";
    for (const each of this.buttons) each.setAttribute("aria-pressed", String(each === button));
    this.why.hidden = useful;
    if (!useful) this.why.scrollIntoView({ block: "nearest" });
    await this.send({ useful }, this.said.dataset.thanks);
  }

  async explain(form) {
    const reasons = [...form.querySelectorAll("[name=reasons]:checked")].map((box) => box.value);
    const done = await this.send({ useful: false, reasons, comment: form.elements.comment.value }, this.said.dataset.whyThanks);
    if (!done) return;
    this.why.hidden = true;
    this.buttons[this.buttons.length - 1].focus({ preventScroll: true });
  }

  async send(judgement, thanks) {
    let done = false;
    try {
      const response = await fetch("/api/v1/feedback", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...this.about, ...judgement }),
      });
      done = response.ok;
    } catch (error) {
      // Told below, like a refusal.
    }
    this.said.textContent = done ? thanks : this.said.dataset.failed;
    return done;
  }
}
