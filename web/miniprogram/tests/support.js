// What the tests stand on: a phone that remembers what was asked of it, and answers recorded from the real service.

const fs = require("node:fs");
const path = require("node:path");
const simulate = require("miniprogram-simulate");

const SRC = path.join(__dirname, "../src");
const RECORDED = process.env.POLICY_ANSWERS;

/** @param {string} name */
function recorded(name) {
  if (!RECORDED) throw new Error("POLICY_ANSWERS 没有设置：请运行 python -m pytest tests/test_miniprogram.py");
  const found = JSON.parse(fs.readFileSync(RECORDED, "utf8"))[name];
  if (!found) throw new Error(`${RECORDED} 里没有 ${name}`);
  return found;
}

/** A phone: holds requests until they are answered, and keeps what is stored, called, copied or opened. */
class Phone {
  constructor(says = {}) {
    Object.assign(this, { requests: [], storage: new Map(), called: [], copied: [], opened: [], toasts: [], titles: [] });
    Object.assign(global.wx, {
      request: (options) => this.requests.push(options),
      getAppBaseInfo: () => ({ language: "zh_CN", ...says }),
      getStorageSync: (key) => (this.storage.has(key) ? this.storage.get(key) : ""),
      setStorageSync: (key, value) => this.storage.set(key, value),
      makePhoneCall: ({ phoneNumber }) => this.called.push(phoneNumber),
      setClipboardData: ({ data, success }) => (this.copied.push(data), success()),
      navigateTo: ({ url }) => this.opened.push(url),
      showToast: ({ title }) => this.toasts.push(title),
      setNavigationBarTitle: ({ title }) => this.titles.push(title),
    });
  }

  get asked() {
    return this.requests[this.requests.length - 1];
  }

  async answer(name) {
    const { status, body } = recorded(name);
    this.asked.success({ statusCode: status, data: body });
    await settled();
  }

  async fail(errMsg) {
    this.asked.fail({ errMsg });
    await settled();
  }
}

const settled = () => simulate.sleep(20);

/** @param {string} name a component or page, such as components/chat/chat */
function shown(name, properties) {
  const component = simulate.render(loaded(name), properties);
  component.attach(document.body.appendChild(document.createElement("div")));
  attached.push(component);
  return component;
}

const attached = [];
afterEach(() => attached.splice(0).forEach((component) => component.detach()));

const ids = new Map();
function loaded(name) {
  jest.resetModules(); // a component registers itself when its file runs, and must run for each that uses it
  if (!ids.has(name)) ids.set(name, simulate.load(path.join(SRC, name), "main", { rootPath: SRC }));
  return ids.get(name);
}

/** All that can be read of a component, in order, without the spaces of the markup. */
const textOf = (component) => component.dom.textContent.replace(/\s+/g, " ").trim();

/** Find by class; in tests the class carries the name of its component, such as answer-card--quote. */
function all(component, className) {
  return [...component.dom.querySelectorAll("*")].filter((node) =>
    [...node.classList].some((name) => name === className || name.endsWith(`--${className}`)),
  );
}

async function tap(component, className, place = 0) {
  const node = all(component, className)[place];
  if (!node) throw new Error(`没有 ${className}[${place}]`);
  touch(node, "touchstart");
  touch(node, "touchend");
  await settled();
}

function touch(node, type) {
  const finger = [new Touch({ identifier: 0, target: node })];
  const touches = type === "touchend" ? [] : finger;
  node.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { touches, changedTouches: finger }));
}

/** Write what is drawn to the folder of POLICY_SCREENS, for the look in a real browser. */
function drawn(name, component) {
  if (process.env.POLICY_SCREENS) fs.writeFileSync(path.join(process.env.POLICY_SCREENS, `${name}.html`), component.dom.outerHTML);
}

module.exports = { SRC, Phone, all, drawn, recorded, settled, shown, tap, textOf };
