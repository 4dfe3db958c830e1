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
  NAMES: () => NAMES,
  toHandler: () => toHandler,
  toSettings: () => toSettings,
  toVerifier: () => toVerifier
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_arguments = require("./arguments.cjs");
var import_kind = require("./kind.cjs");
const DEFAULT_LIMIT = import_engine.default.defaultBodyLimit();
const NAMES = ["limit", "log", "now", "onRefusal"];
function toSettings(options, handlerHint, { callee }) {
  if (typeof options === "function" && handlerHint) {
    throw new TypeError(`webhook(verifier, options) takes no handler here; pass it to the framework: ${handlerHint}`);
  }
  const given = (0, import_arguments.ownOptions)(options, NAMES, callee);
  return {
    limit: toLimit(given.limit),
    log: toFlag(given.log),
    now: toFunction(given.now, "now", "that returns milliseconds or a Date"),
    onRefusal: toFunction(given.onRefusal, "onRefusal", "that takes { code, message, ageMs }")
  };
}
function toLimit(value = DEFAULT_LIMIT) {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError("limit must be a whole number of bytes, at least 1");
}
function toFlag(value = true) {
  if (typeof value === "boolean") return value;
  throw new TypeError(`log must be true or false, not ${(0, import_kind.kind)(value)}`);
}
function toFunction(value, name, description) {
  if (value === void 0 || typeof value === "function") return value;
  throw new TypeError(`${name} must be a function ${description}, not ${(0, import_kind.kind)(value)}`);
}
function toHandler(handler, example, callee = "webhook") {
  if (typeof handler === "function") return handler;
  throw new TypeError(`${callee} takes a handler, not ${(0, import_kind.kind)(handler)}: ${example}`);
}
function toVerifier(source, read) {
  const isVerifier = (value) => typeof value?.[read.construct] === "function";
  if (isVerifier(source)) return () => source;
  const { callee, verifier: type } = read;
  if (typeof source !== "function" || isVerifier(source.prototype)) {
    throw new TypeError(
      `${callee} takes a verifier, not ${kindOfSource(source)}: pass new ${type}(secret), made once, or () => new ${type}(secret) to make it at the first request`
    );
  }
  const expectVerifier = (made) => {
    if (isVerifier(made)) return made;
    throw new TypeError(
      `the function passed to ${callee} must return a${type === "Verifier" ? "" : "n"} ${type}, not ${(0, import_kind.kind)(made)}: pass () => new ${type}(secret), and await the secret before`
    );
  };
  let verifier;
  return () => verifier ??= expectVerifier(source());
}
function kindOfSource(value) {
  return typeof value === "function" ? "the class itself" : (0, import_kind.kind)(value);
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  NAMES,
  toHandler,
  toSettings,
  toVerifier
});
