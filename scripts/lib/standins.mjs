// Two native modules of VS Code that npm has no binary for. Without them it runs, but prints stacks and writes no logs.

export const spdlog = `
const fs = require('fs');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
function logger(name, file) {
  let level = 0;
  const log = { getLevel: () => level, setLevel: (to) => { level = to; }, setPattern() {}, clearFormatters() {}, flush() {}, drop() {} };
  levels.forEach((label, at) => {
    log[label] = (text) => {
      if (at < level) return;
      try { fs.appendFileSync(file, new Date().toISOString() + ' [' + label + '] ' + text + '\\n'); } catch {}
    };
  });
  return log;
}
// Named one by one: only so do the names reach an \`import()\` of this module.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => logger(name, file);
exports.createAsyncRotatingLogger = async (name, file) => logger(name, file);
`;

export const watchdog = `exports.start = () => {};\nexports.exit = (code) => process.exit(code);\n`;
