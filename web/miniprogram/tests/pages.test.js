const fs = require("node:fs");
const path = require("node:path");
const { Phone, SRC, all, drawn, recorded, settled, shown, tap, textOf } = require("./support");

const VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？";

/** Show a page as WeChat does, with what its address says. */
async function opened(name, query = {}) {
  const page = shown(`pages/${name}/${name}`);
  page.triggerPageLifeTime("show");
  if (page.instance.onLoad) page.instance.onLoad(query);
  await settled();
  return page;
}

async function asked(phone) {
  const page = await opened("chat");
  await tap(page, "choice", 1);
  expect(phone.asked.data.question).toBe(VETERAN);
  await phone.answer("veteran");
  return page;
}

test("an answer's source opens the clause with its quote marked", async () => {
  const phone = new Phone();
  const page = await asked(phone);
  await tap(page, "source");
  const [{ clause_id, quotes, marked_url }] = recorded("veteran").body.citations;
  expect(phone.opened).toEqual([`/pages/clause/clause?id=${clause_id}&marks=${marked_url.match(/quote=([\d-]+)/)[1]}`]);

  const query = Object.fromEntries(new URLSearchParams(phone.opened[0].split("?")[1]));
  const original = await opened("clause", query);
  expect(phone.asked).toMatchObject({ method: "GET", url: expect.stringMatching(`/api/v1/clauses/${clause_id}$`) });
  await phone.answer("clause");
  const { body } = recorded("clause");
  expect(all(original, "text")[0].textContent).toBe(body.text);
  expect(all(original, "mark").map((node) => node.textContent)).toEqual(quotes);
  const text = textOf(original);
  expect(text.indexOf(body.document.validity.text)).toBeLessThan(text.indexOf(quotes[0]));
  expect(text).toContain("执行期已过");
  for (const unit of [...body.lead_units, ...body.supporting_units]) expect(text).toContain(unit);
  drawn("clause", original);
  await tap(original, "button", 0);
  expect(phone.copied).toEqual([expect.stringContaining(body.url)]);
});

test("a clause that does not open can be tried again", async () => {
  const phone = new Phone();
  const page = await opened("clause", { id: "a" });
  await phone.fail("request:fail timeout");
  expect(textOf(page)).toContain("等得太久了");
  await tap(page, "again");
  await phone.answer("clause");
  expect(textOf(page)).not.toContain("等得太久了");
});

test("elderly mode is kept, and is the same on the next page", async () => {
  const phone = new Phone();
  const page = await asked(phone);
  await tap(page, "setting", 1);
  expect([...phone.storage]).toEqual([["policy-elderly", true]]);
  expect(page.data).toMatchObject({ elderly: true, scale: 1.25 });
  drawn("elderly", page);
  drawn("elderly-welcome", await opened("chat"));
  const next = await opened("clause", { id: "a", marks: "" });
  await phone.answer("clause");
  expect(next.data).toMatchObject({ elderly: true, scale: 1.25 });
  drawn("clause-elderly", next);
  await tap(next, "setting", 1);
  page.triggerPageLifeTime("show");
  expect(page.data).toMatchObject({ elderly: false, scale: 1 });
});

test("the language is kept, and the title follows it", async () => {
  const phone = new Phone();
  const page = await opened("chat");
  page.querySelector("#settings").instance.chooseLanguage({ detail: { value: "3" } });
  await settled();
  expect([...phone.storage]).toEqual([["policy-language", "vi"]]);
  expect(phone.titles.at(-1)).toBe("Trợ lý chính sách");
  expect(textOf(page)).toContain("Muốn khởi nghiệp");
  drawn("page-vi", page);
});

test.each([
  ["zh_TW", "zh-Hant"],
  ["zh_HK", "zh-Hant"],
  ["zh_CN", "zh-Hans"],
  ["en", "en"],
  ["vi", "vi"],
  ["th", "zh-Hans"],
])("a phone in %s is spoken to in %s", async (language, ours) => {
  new Phone({ language });
  expect((await opened("chat")).data.language).toBe(ours);
});

test.each([
  [{ fontSizeSetting: 17 }, false, 1],
  [{ fontSizeSetting: 15 }, false, 1],
  [{ fontSizeSetting: 22 }, false, 1.29],
  [{}, false, 1],
  [{ fontSizeSetting: 15 }, true, 1.25],
  [{ fontSizeSetting: 20 }, true, 1.47],
  [{ fontSizeSetting: 40 }, true, 1.6],
  [{ fontSizeSetting: 16, fontSizeScaleFactor: 1.1 }, false, 1.1],
])("WeChat's own size %p, elderly %p, makes text %p times as large", async (sizes, elderly, scale) => {
  const phone = new Phone(sizes);
  phone.storage.set("policy-elderly", elderly);
  expect((await opened("chat")).data.scale).toBe(scale);
});

test("what is shared holds nothing that was typed, and shows no picture of the screen", async () => {
  const page = await asked(new Phone());
  for (const shared of [page.instance.onShareAppMessage(), (await opened("clause", { id: "a", marks: "1-2" })).instance.onShareAppMessage()]) {
    expect(JSON.stringify(shared)).not.toContain(VETERAN);
    expect(shared.path.split("?")[0].slice(1)).toMatch(/^pages\/\w+\/\w+$/);
    expect(fs.existsSync(path.join(SRC, shared.imageUrl))).toBe(true);
  }
});

test("the web-view opens our own pages only", async () => {
  new Phone();
  const { service } = require("../src/config");
  for (const [given, address] of [
    [encodeURIComponent("/compare?needs=资金"), "/compare?needs=资金"],
    ["https://elsewhere", "/"],
    ["//elsewhere", "/"],
    ["/\\elsewhere", "/"],
    [undefined, "/"],
  ])
    expect((await opened("web", { path: given })).data.address).toBe(service + address);
});

test("every page that app.json names is there", () => {
  const { pages } = JSON.parse(fs.readFileSync(path.join(SRC, "app.json"), "utf8"));
  for (const page of pages) for (const kind of ["js", "json", "wxml"]) expect(fs.existsSync(path.join(SRC, `${page}.${kind}`))).toBe(true);
});
