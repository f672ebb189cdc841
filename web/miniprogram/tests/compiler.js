// WeChat's own compilers, by name; they come without the right to run, which npm takes away.

const fs = require("node:fs");
const path = require("node:path");

const PLATFORM = { darwin: "mac", win32: "windows" }[process.platform] || "linux";
const COMPILERS = path.join(path.dirname(require.resolve("miniprogram-compiler")), "bin", PLATFORM);

module.exports = function compiler(name) {
  const program = path.join(COMPILERS, process.platform === "win32" ? `${name}.exe` : name);
  fs.chmodSync(program, 0o755);
  return program;
};
