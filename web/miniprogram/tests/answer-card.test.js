const { Phone, all, drawn, recorded, shown, tap, textOf } = require("./support");

const card = (name, properties = {}) =>
  shown("components/answer-card/answer-card", { answer: recorded(name).body, service: "https://s", ...properties });
const texts = (component, className) => all(component, className).map((node) => node.textContent);

let phone;
beforeEach(() => {
  phone = new Phone();
});

test("validity is read before the quote, and the quote is word for word", () => {
  const shownCard = card("veteran");
  const { citations, notices } = recorded("veteran").body;
  expect(texts(shownCard, "quoted")).toEqual(citations.flatMap(({ quotes }) => quotes));
  const text = textOf(shownCard);
  const places = [notices[0].text, citations[0].quotes[0], citations[0].label, "金额", "自治区退役军人厅"].map((part) => text.indexOf(part));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(text).toContain("这份政策的执行期已过");
  expect(text).toContain("2021年1月27日印发");
  drawn("card", shownCard);
});

test("in elderly mode the card is larger", () => {
  const shownCard = card("veteran", { elderly: true, scale: 1.25 });
  expect(shownCard.dom.innerHTML).toContain("--scale: 1.25");
  drawn("card-elderly", shownCard);
});

test("what the original does not say is told", () => {
  const shownCard = card("partial");
  expect(texts(shownCard, "chip")).toEqual(recorded("partial").body.missing);
  expect(textOf(shownCard)).toContain("原文提到了，但没写您问的细节");
});

test("supporting units open at a touch, and 12345 is called", async () => {
  const shownCard = card("veteran");
  expect(textOf(shownCard)).not.toContain("科技厅");
  expect(textOf(shownCard)).toContain("还有 4 个配合单位");
  await tap(shownCard, "more");
  expect(textOf(shownCard)).toContain("科技厅");
  await tap(shownCard, "button", 0);
  expect(phone.called).toEqual(["12345"]);
});

test("an answer is copied with where it stands", async () => {
  const shownCard = card("veteran");
  await tap(shownCard, "button", 1);
  const { text, citations } = recorded("veteran").body;
  expect(phone.copied).toEqual([`${text}\n原文：https://s${citations[0].marked_url}`]);
  expect(textOf(shownCard)).toContain("已复制，可以粘贴到微信里");
});

test("a follow-up is asked and an original is opened by the host", async () => {
  const shownCard = card("veteran");
  const heard = [];
  for (const name of ["ask", "open"]) shownCard.addEventListener(name, ({ detail }) => heard.push({ name, ...detail }));
  await tap(shownCard, "choice", 0);
  await tap(shownCard, "source", 0);
  const { suggestions, citations } = recorded("veteran").body;
  expect(heard).toEqual([
    { name: "ask", question: suggestions[0] },
    { name: "open", clause: citations[0].clause_id, url: citations[0].marked_url },
  ]);
});

test("choices are offered once, and not repeated as suggestions", () => {
  const shownCard = card("clarify");
  const { choices } = recorded("clarify").body;
  expect(texts(shownCard, "choice")).toEqual(choices.map(({ text }) => text));
  expect(textOf(shownCard)).toContain("请选一项");
  drawn("clarify", shownCard);
});

test("a comparison is stacked in cells, with the words of every audience", async () => {
  const shownCard = card("comparison");
  const { rows, url } = recorded("comparison").body.comparison;
  const cells = rows.flatMap(({ cells, everyone }) => (everyone.excerpts.length ? [...cells, everyone] : cells));
  expect(texts(shownCard, "row-need")).toEqual(rows.map(({ need }) => need));
  expect(texts(shownCard, "cell-audience")).toEqual(cells.map(({ audience }) => audience));
  expect(texts(shownCard, "quoted")).toEqual(cells.flatMap(({ excerpts }) => excerpts.flatMap(({ quotes }) => quotes)));
  const heard = [];
  shownCard.addEventListener("open", ({ detail }) => heard.push(detail));
  await tap(shownCard, "button", 0);
  expect(heard).toEqual([{ clause: "", url }]);
  drawn("comparison", shownCard);
});

test.each(["no_clause", "other_region", "out_of_scope", "greeting", "invalid", "personal_data"])(
  "%s is told in the words of the service, with whom to call",
  async (name) => {
    const shownCard = card(name);
    expect(textOf(shownCard)).toContain(recorded(name).body.text.split("\n")[0]);
    expect(all(shownCard, "quote")).toEqual([]);
    await tap(shownCard, "button", 0);
    expect(phone.called).toEqual(["12345"]);
    drawn(name, shownCard);
  },
);

test("a fact of a document is told with its warning first", () => {
  const text = textOf(card("fact"));
  expect(text).toContain("查到了");
  expect(text.indexOf("已届满")).toBeLessThan(text.indexOf("桂政办发〔2021〕10号"));
});

test("how a question was completed is told", () => {
  expect(textOf(card("follow_up"))).toContain(`您问的是：${recorded("follow_up").body.understood}`);
});

test("another language translates all but the original", () => {
  const shownCard = card("veteran", { language: "vi" });
  const text = textOf(shownCard);
  const { citations, contacts, suggestions, notices } = recorded("veteran").body;
  expect(texts(shownCard, "quoted")).toEqual(citations.flatMap(({ quotes }) => quotes));
  const original = [...citations.flatMap(({ quotes, label, document }) => [...quotes, label, document.name, document.number])];
  const kept = [...original, ...contacts.map(({ unit }) => unit), ...suggestions, ...notices.map((notice) => notice.text)];
  const ours = kept.reduce((left, part) => left.split(part).join(""), text);
  expect(ours).not.toMatch(/[一-鿿]/);
  expect(text).toContain("ban hành 27/1/2021");
  drawn("vietnamese", shownCard);
});

test("an unknown word of the service is shown as it came", () => {
  const answer = { ...recorded("veteran").body, missing: ["新词"], notices: [{ kind: "new", text: "新提醒" }], status: "new" };
  const text = textOf(shown("components/answer-card/answer-card", { answer }));
  for (const part of ["新词", "新提醒", "请注意", "答复"]) expect(text).toContain(part);
});

test("hostile text is shown as text", () => {
  const hostile = '<img src=x onerror="alert(1)"> {{1+1}}';
  const body = recorded("veteran").body;
  const answer = { ...body, suggestions: [hostile], citations: [{ ...body.citations[0], quotes: [hostile] }] };
  const shownCard = shown("components/answer-card/answer-card", { answer });
  expect(texts(shownCard, "quoted")).toEqual([hostile]);
  expect(shownCard.dom.querySelector("img")).toBeNull();
});
