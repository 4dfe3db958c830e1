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
  ACTION_NAMES: () => ACTION_NAMES,
  decider: () => decider,
  judge: () => judge
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_actions = require("./actions.cjs");
var import_arguments = require("./arguments.cjs");
var import_kind = require("./kind.cjs");
var import_receive = require("./receive.cjs");
var import_settings = require("./settings.cjs");
const DEFAULT_DEADLINE_SECONDS = import_engine.default.actionDeadlineMs() / 1e3;
const MAX_DEADLINE_SECONDS = 2e6;
const OWN_NAMES = ["deadline", "onError"];
const ACTION_NAMES = [...import_settings.NAMES, ...OWN_NAMES];
const FAILED = { status: 500, headers: { "content-length": "0" }, body: "" };
function decider(source, handler, options) {
  (0, import_settings.toHandler)(handler, 'action(verifier, (action, request) => "Allow")', "action");
  const decide = judge(source, options);
  return (delivery, ...rest) => decide(delivery, (action) => handler(action, ...rest));
}
function judge(source, options) {
  const { deadline, onError, ...rest } = (0, import_arguments.ownOptions)(options, ACTION_NAMES, "action");
  const milliseconds = toMilliseconds(deadline);
  const fallback = onError === void 0 ? void 0 : partsOf(onError);
  const receive = (0, import_receive.receiver)(source, rest, void 0, import_receive.ACTIONS);
  return async (delivery, handler) => {
    const { accepted, event: action, verifier, status, headers, body } = await receive(delivery);
    if (!accepted) return { status, headers, body };
    const sign = ([verdict, errorMessage]) => answer(verifier.signResponse(action, verdict, { errorMessage, now: rest.now?.() }));
    try {
      return sign(partsOf(await decision(handler, action, milliseconds)));
    } catch (error) {
      console.error(error);
      return fallback ? sign(fallback) : FAILED;
    }
  };
}
async function decision(handler, action, milliseconds) {
  const promise = Promise.resolve(handler(action));
  const outcome = promise.then((verdict2) => ({ verdict: verdict2 }));
  const { verdict } = await (milliseconds === void 0 ? outcome : (0, import_receive.within)(milliseconds, outcome)) ?? late(milliseconds);
  return verdict;
}
function late(milliseconds) {
  throw new Error(`the handler of an action took longer than ${milliseconds / 1e3} s`);
}
function partsOf(said) {
  if (typeof said === "string") return (0, import_actions.toVerdict)(said);
  if (typeof said !== "object" || said === null) {
    throw new TypeError(`a verdict is 'Allow', 'Deny' or { verdict, errorMessage }, not ${(0, import_kind.kind)(said)}: return one`);
  }
  const { verdict, errorMessage } = (0, import_arguments.ownOptions)(said, ["verdict", "errorMessage"], "a verdict");
  return (0, import_actions.toVerdict)(verdict, errorMessage);
}
function toMilliseconds(seconds = DEFAULT_DEADLINE_SECONDS) {
  if (seconds === null) return void 0;
  if (typeof seconds !== "number") throw new TypeError(`deadline must be seconds or null, not ${(0, import_kind.kind)(seconds)}`);
  if (seconds > 0 && seconds <= MAX_DEADLINE_SECONDS) return seconds * 1e3;
  throw new RangeError("deadline must be a positive number of seconds, or null for none");
}
function answer(body) {
  const headers = { "content-type": "application/json", "content-length": String(body.length) };
  return { status: 200, headers, body };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  ACTION_NAMES,
  decider,
  judge
});
