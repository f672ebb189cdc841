const { Phone, all, drawn, recorded, settled, shown, tap, textOf } = require("./support");

const VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？";
const chat = (properties = {}) => shown("components/chat/chat", { service: "https://s", ...properties });

let phone;
beforeEach(() => {
  phone = new Phone();
});

async function type(component, value) {
  component.querySelector(".box").dispatchEvent("input", { detail: { value } });
  await settled();
}

const paused = () => new Promise((resolve) => setTimeout(resolve, 200));

async function ask(component, question) {
  await type(component, question);
  await tap(component, "send");
}

test("a veteran types a question and reads the quote", async () => {
  const component = chat();
  await ask(component, `  ${VETERAN} `);
  expect(phone.asked).toMatchObject({
    url: "https://s/api/v1/ask",
    method: "POST",
    data: { question: VETERAN, audience: null, conversation: null },
    timeout: 20000,
  });
  expect(textOf(component)).toContain("正在政策原文里查找");
  await phone.answer("veteran");
  expect(textOf(component)).toContain(recorded("veteran").body.citations[0].quotes[0]);
  expect(all(component, "waiting")).toEqual([]);
  expect(all(component, "spoken")[0].textContent).toBe("答复已显示。");
  drawn("chat", component);
});

test("a follow-up carries the conversation, which is kept nowhere else", async () => {
  const component = chat();
  await ask(component, VETERAN);
  await phone.answer("veteran");
  await ask(component, "那大学生呢");
  expect(phone.asked.data.conversation).toBe(recorded("veteran").body.conversation);
  await phone.answer("follow_up");
  expect(all(component, "turn")).toHaveLength(2);
  expect([...phone.storage]).toEqual([]);
});

test("the chosen door goes along, 其他 is nobody in particular, and a second touch takes it back", async () => {
  const component = chat();
  await tap(component, "door", 1);
  expect(textOf(component)).toContain("退役军人创业有培训吗？");
  await tap(component, "choice", 1);
  expect(phone.asked.data).toMatchObject({ question: "退役军人创业有培训吗？", audience: "退役军人" });
  await phone.answer("veteran");
  await tap(component, "door", 3);
  await ask(component, "贷款");
  expect(phone.asked.data.audience).toBeNull();
  await phone.answer("veteran");
  await tap(component, "door", 3);
  expect(component.data.door).toBe("");
});

test("a suggestion of the answer is asked at a touch", async () => {
  const component = chat();
  await ask(component, VETERAN);
  await phone.answer("veteran");
  await tap(component, "choice", 0);
  expect(phone.asked.data.question).toBe(recorded("veteran").body.suggestions[0]);
});

test("questions are offered to what is typed, and asked at a touch", async () => {
  const component = chat();
  await tap(component, "door", 1);
  await type(component, "退");
  await type(component, " 退役军人贷款");
  expect(phone.requests).toEqual([]);
  await paused();
  expect(phone.requests).toHaveLength(1);
  expect(phone.asked).toMatchObject({ url: "https://s/api/v1/suggestions", data: { q: "退役军人贷款", audience: "退役军人" } });
  await phone.answer("suggestions");
  const { suggestions } = recorded("suggestions").body;
  expect(all(component, "offer").map((node) => node.textContent)).toEqual(suggestions.slice(0, 4));
  expect(all(component, "spoken")[0].textContent).toBe("下面有 4 条相近的问法");
  drawn("offers", component);
  await tap(component, "offer", 1);
  expect(phone.asked.data.question).toBe(suggestions[1]);
  expect(all(component, "offer")).toEqual([]);
});

test("offers that come too late are not shown, and a touch elsewhere closes them", async () => {
  const component = chat();
  await type(component, "贷款");
  await paused();
  await type(component, "贷款贴");
  await phone.answer("suggestions");
  expect(all(component, "offer")).toEqual([]);
  await paused();
  await phone.answer("suggestions");
  expect(all(component, "offer")).toHaveLength(4);
  component.instance.closeOffers();
  expect(all(component, "offer")).toEqual([]);
});

test("no offer is asked for with a number of a person, and one that cannot be had is no loss", async () => {
  const component = chat();
  await type(component, "我的电话138 0013 8000，能贷款吗");
  await paused();
  expect(phone.requests).toEqual([]);
  await type(component, "贷款");
  await paused();
  await phone.fail("request:fail timeout");
  expect(all(component, "failure")).toEqual([]);
  await tap(component, "send");
  expect(phone.asked.data.question).toBe("贷款");
});

test("one question at a time, and none that is empty", async () => {
  const component = chat();
  await ask(component, "   ");
  expect(phone.requests).toEqual([]);
  await ask(component, VETERAN);
  await ask(component, "再问一次");
  expect(phone.requests).toHaveLength(1);
});

test("who leaves while typing asks nothing more of the service", async () => {
  const component = chat();
  await type(component, "贷款");
  component.detach();
  await paused();
  expect(phone.requests).toEqual([]);
});

test("no more than 300 characters are asked, and the room left is told", async () => {
  const component = chat();
  await type(component, "长".repeat(260));
  expect(textOf(component)).toContain("还能写 40 个字");
  await ask(component, "长".repeat(400));
  expect(phone.asked.data.question).toHaveLength(300);
  expect(textOf(component)).toContain("请不要输入身份证号、手机号等个人信息。");
});

test.each([
  ["request:fail timeout", "等得太久了"],
  ["request:fail ", "连不上服务器"],
])("%s is told calmly and can be tried again", async (reason, words) => {
  const component = chat();
  await ask(component, VETERAN);
  await phone.fail(reason);
  expect(textOf(component)).toContain(words);
  drawn("failure", component);
  await tap(component, "again");
  expect(phone.asked.data.question).toBe(VETERAN);
  await phone.answer("veteran");
  expect(all(component, "failure")).toEqual([]);
  expect(all(component, "turn")).toHaveLength(1);
});

test("what the service itself says of a failure is shown", async () => {
  const component = chat();
  await ask(component, VETERAN);
  await phone.answer("refused");
  expect(textOf(component)).toContain(recorded("refused").body.error.message);
});

test.each([["<html>502</html>"], [{}], [null], [{ status: "answered" }]])("no answer at all, %p, is a failure", async (data) => {
  const component = chat();
  await ask(component, VETERAN);
  phone.asked.success({ statusCode: 200, data });
  await settled();
  expect(textOf(component)).toContain("暂时不能回答");
});

test("starting over forgets all, also an answer still on its way", async () => {
  const component = chat();
  await ask(component, VETERAN);
  await phone.answer("veteran");
  await tap(component, "start-over");
  expect(component.data).toMatchObject({ turns: [], conversation: null, door: "", text: "" });
  await ask(component, VETERAN);
  component.instance.startOver();
  await phone.answer("veteran");
  expect(component.data).toMatchObject({ turns: [], conversation: null });
});

test("a long conversation keeps its last twenty turns", async () => {
  const component = chat();
  for (let turn = 0; turn < 22; turn += 1) {
    await ask(component, `第 ${turn} 问`);
    await phone.answer("greeting");
  }
  expect(component.data.turns.map(({ question }) => question)).toEqual([...Array(20).keys()].map((turn) => `第 ${turn + 2} 问`));
});

test.each(["zh-Hans", "zh-Hant", "en", "vi"])("the first page in %s", (language) => {
  const component = chat({ language });
  expect(all(component, "door")).toHaveLength(4);
  drawn(`welcome-${language}`, component);
});

test("a question is shown as text", async () => {
  const component = chat();
  const hostile = '<img src=x onerror="alert(1)">';
  await ask(component, hostile);
  expect(all(component, "asked")[0].textContent).toBe(hostile);
  expect(component.dom.querySelector("img")).toBeNull();
});
