const { Phone, all, drawn, recorded, shown, tap, textOf } = require("./support");

const CLAUSES = ["a-8", "a-9"];
const feedback = (properties = {}) =>
  shown("components/feedback/feedback", { service: "https://s", answerId: "0".repeat(32), clauses: CLAUSES, ...properties });
const judged = (useful, reasons) => ({ answer_id: "0".repeat(32), clauses: CLAUSES, useful, reasons });

let phone;
beforeEach(() => {
  phone = new Phone();
});

test("an answer is told to be useful at one touch", async () => {
  const component = feedback();
  await tap(component, "toggle", 0);
  expect(phone.asked).toMatchObject({ url: "https://s/api/v1/feedback", method: "POST", data: judged(true, []) });
  await phone.answer("judged");
  expect(textOf(component)).toContain("谢谢，记下了");
  expect(all(component, "toggle")).toHaveLength(2);
});

test("one that is of no use is asked why", async () => {
  const component = feedback();
  await tap(component, "toggle", 1);
  await phone.answer("judged");
  for (const place of [4, 5, 5]) await tap(component, "toggle", place);
  drawn("feedback", component);
  await tap(component, "button");
  expect(phone.asked.data).toEqual(judged(false, ["incomplete"]));
  await phone.answer("judged");
  expect(textOf(component)).toContain("谢谢，我们会改进");
  expect(all(component, "toggle")).toHaveLength(2);
});

test.each([["offline"], ["refused"]])("what could not be kept is told when %s, and can be sent again", async (how) => {
  const component = feedback();
  await tap(component, "toggle", 1);
  await phone.answer("judged");
  await tap(component, "button");
  await (how === "offline" ? phone.fail("request:fail ") : phone.answer("refused"));
  expect(textOf(component)).toContain("没能记下");
  expect(all(component, "button")).toHaveLength(1);
});

test("another language changes the words and keeps what was chosen", async () => {
  const component = feedback({ elderly: true, scale: 1.25 });
  await tap(component, "toggle", 1);
  await tap(component, "toggle", 2);
  component.setData({ language: "en" });
  expect(textOf(component)).toContain("Not what I asked");
  expect(component.data.reasons[0].isChosen).toBe(true);
  drawn("feedback-elderly", component);
});

test("on a card it knows its answer; a greeting is not judged", async () => {
  const card = (name) => shown("components/answer-card/answer-card", { answer: recorded(name).body, service: "https://s" });
  await tap(card("veteran"), "toggle", 0);
  const { id, citations } = recorded("veteran").body;
  expect(phone.asked.data).toMatchObject({ answer_id: id, clauses: citations.map(({ clause_id }) => clause_id) });
  for (const name of ["greeting", "invalid", "personal_data"]) expect(all(card(name), "toggle")).toEqual([]);
});
