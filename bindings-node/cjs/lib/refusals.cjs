var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
var stdin_exports = {};
__export(stdin_exports, {
  report: () => report
});
module.exports = __toCommonJS(stdin_exports);
var import_host = require("#host");
const WARN_INTERVAL_MS = 1e3;
function report(refusal, { log, onRefusal }) {
  (0, import_host.publishRefusal)(refusal);
  if (log) warn(refusal);
  if (onRefusal) callOnRefusal(onRefusal, refusal);
}
async function callOnRefusal(onRefusal, refusal) {
  try {
    await onRefusal(refusal);
  } catch (error) {
    console.error(error);
  }
}
let paused = false;
let skipped = 0;
function warn({ code, message }) {
  if (paused) {
    skipped++;
    return;
  }
  console.warn(`hookseal refused a delivery: ${code}: ${message}`);
  pause();
}
function pause() {
  paused = true;
  (0, import_host.schedule)(resume, WARN_INTERVAL_MS);
}
function resume() {
  paused = false;
  if (skipped === 0) return;
  console.warn(`hookseal refused ${skipped} more ${skipped === 1 ? "delivery" : "deliveries"} in the last second`);
  skipped = 0;
  pause();
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  report
});
