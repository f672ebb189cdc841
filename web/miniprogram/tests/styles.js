// Print, as JSON, the style sheets as WeChat's compiler makes them: by the tag whose classes they name.
// node tests/styles.js <screen width> <page or component that stands first>

const { spawnSync } = require("node:child_process");
const path = require("node:path");
const compiler = require("./compiler.js");

const SRC = path.join(__dirname, "../src");
const IMPORTED = ["tokens", "icons", "parts"].map((name) => `components/shared/${name}.wxss`);
const [, , width, first] = process.argv;
const TAGS = {
  main: first,
  "settings-bar": "components/settings-bar/settings-bar",
  "policy-chat": "components/chat/chat",
  "answer-card": "components/answer-card/answer-card",
  "answer-feedback": "components/feedback/feedback",
};

function compiled(name, tag) {
  const { stdout } = spawnSync(compiler("wcsc"), ["-pc", "1", `${name}.wxss`, ...IMPORTED], { cwd: SRC, encoding: "utf8" });
  const fields = stdout.trim().split("=");
  const source = new Function(`return "${fields[fields.indexOf(`${name}.wxss`) + 1]}"`)();
  const host = new Function(`return "${fields[fields.indexOf("comm") + 1]}"`)().match(/setCssToHead\(\["\[is.*?\]\)/);
  const parts = [host && host[0], source].filter(Boolean).flatMap((call) => new Function("setCssToHead", `return ${call}`)((list) => list));
  return parts.map((part) => written(part, tag)).join("").replace(/\[is="[^"]*"\]/g, tag);
}

function written(part, tag) {
  if (typeof part === "string") return part;
  const [kind, value] = part;
  return kind === 1 ? `${tag}--` : `${(value * width) / 750}px`;
}

console.log(JSON.stringify(Object.fromEntries(Object.entries(TAGS).map(([tag, name]) => [tag, compiled(name, tag)]))));
