// Compile every page and component with WeChat's own compilers; what they complain of fails.

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const compiler = require("./compiler.js");

const ROOT = path.resolve(process.argv[2] || path.join(__dirname, "../src"));

function files(extension) {
  return fs.readdirSync(ROOT, { recursive: true }).map(String).filter((name) => name.endsWith(extension)).sort();
}

function run(name, args) {
  return spawnSync(compiler(name), args, { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

function compileMarkup() {
  const { status, stderr } = run("wcc", ["-d", ...files(".wxml"), "-gn", "$gwx"]);
  return status === 0 && !stderr.trim() ? [] : [stderr.trim() || `wcc ended with ${status}`];
}

/** A style sheet compiles alone, with what it imports; selectors that a component may not use are told in the output. */
function compileStyles() {
  const all = files(".wxss");
  return all.flatMap((name) => {
    const imported = all.filter((other) => other !== name);
    const isComponent = fs.existsSync(path.join(ROOT, name.replace(/wxss$/, "json")));
    const { status, stdout, stderr } = run("wcsc", ["-db", "-pc", isComponent ? "1" : "0", name, ...imported]);
    const forbidden = name.startsWith("components") && stdout.match(/Some selectors are not allowed[^"\\]*/);
    if (status !== 0 || stderr.trim()) return [`${name}: ${stderr.trim()}`];
    return forbidden ? [forbidden[0]] : [];
  });
}

const problems = [...compileMarkup(), ...compileStyles()];
for (const problem of problems) console.error(problem);
console.log(`${files(".wxml").length} wxml, ${files(".wxss").length} wxss, ${problems.length} problems`);
process.exitCode = problems.length ? 1 : 0;
