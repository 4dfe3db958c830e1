var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
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
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
var stdin_exports = {};
__export(stdin_exports, {
  ACTIONS: () => ACTIONS,
  EVENTS: () => EVENTS,
  alreadyRead: () => alreadyRead,
  receiver: () => receiver,
  within: () => within
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_host = require("#host");
var import_errors = require("./errors.cjs");
var import_refusals = require("./refusals.cjs");
var import_settings = require("./settings.cjs");
const EVENTS = { callee: "webhook", verifier: "Verifier", construct: "constructEvent" };
const ACTIONS = { callee: "action", verifier: "ActionVerifier", construct: "constructAction" };
const SIGNATURE = import_engine.default.HEADER_NAME.toLowerCase();
const BODY_DEADLINE_MS = import_engine.default.bodyDeadlineMs();
const DISCARD_DEADLINE_MS = 1e3;
const FAULTS = new Map(import_engine.default.requestRefusals().map((fault) => [fault.code, fault]));
function receiver(source, options, handlerHint, read = EVENTS) {
  const getVerifier = (0, import_settings.toVerifier)(source, read);
  const { limit, now, ...reporting } = (0, import_settings.toSettings)(options, handlerHint, read);
  function refuse({ code, message, status, ageMs }) {
    (0, import_refusals.report)(Object.freeze(ageMs === void 0 ? { code, message } : { code, message, ageMs }), reporting);
    return { accepted: false, code, ...answer(status, code) };
  }
  return async ({ method, header, open, concat, discard }) => {
    const verifier = getVerifier();
    const refuseUnread = async (fault2) => {
      await within(
        DISCARD_DEADLINE_MS,
        discard().catch(() => {
        })
      );
      return refuse(fault2);
    };
    const fault = method === "POST" ? import_engine.default.admit(header("content-encoding"), header("content-length"), limit) : FAULTS.get("method_not_allowed");
    if (fault) return refuseUnread(fault);
    const { payload, code } = await readBody(open(), concat, limit);
    if (code === "payload_too_large") return refuseUnread(FAULTS.get(code));
    if (code !== void 0) return refuse(FAULTS.get(code));
    try {
      const event = verifier[read.construct](payload, header(SIGNATURE), now && { now: now() });
      return { accepted: true, event, payload, verifier };
    } catch (error) {
      return refuse(toRefusal(error));
    }
  };
}
function toRefusal(error) {
  const status = error instanceof import_errors.VerificationError ? import_engine.default.errorStatus(String(error.code)) : null;
  if (status === null) throw error;
  const { code, message } = error;
  return { code, message, status, ageMs: error[import_errors.AGE] };
}
async function readBody(body, concat, limit) {
  if (ArrayBuffer.isView(body)) return withinLimit(body.byteLength, limit, () => body);
  const reading = { chunks: [], size: 0, stopped: false };
  const outcome = await within(BODY_DEADLINE_MS, collect(body, concat, limit, reading));
  reading.stopped = true;
  return outcome ?? { payload: void 0, code: "request_timeout" };
}
async function collect(body, concat, limit, reading) {
  try {
    for await (const chunk of body) {
      if (reading.stopped) break;
      reading.size += chunk.length;
      if (reading.size > limit) break;
      reading.chunks.push(chunk);
    }
  } catch {
    return { payload: void 0, code: "client_disconnected" };
  }
  return withinLimit(reading.size, limit, () => concat(reading.chunks, reading.size));
}
function withinLimit(size, limit, payload) {
  if (size > limit) return { payload: void 0, code: "payload_too_large" };
  return { payload: payload(), code: void 0 };
}
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const cancel = (0, import_host.schedule)(resolve, milliseconds);
    promise.then(resolve, reject).finally(cancel);
  });
}
function answer(status, code) {
  const body = JSON.stringify({ error: code });
  const headers = { "content-type": "application/json", "content-length": String(body.length) };
  if (status === 405) headers.allow = "POST";
  if (status === 408) headers.connection = "close";
  return { status, headers, body };
}
function alreadyRead(cure) {
  return new TypeError(`hookseal needs the raw body, but something has read it before, probably a body parser: ${cure}`);
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  ACTIONS,
  EVENTS,
  alreadyRead,
  receiver,
  within
});
