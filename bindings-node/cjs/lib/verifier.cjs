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
  DEFAULT_TOLERANCE: () => DEFAULT_TOLERANCE,
  HEADER_NAME: () => HEADER_NAME,
  Verification: () => Verification,
  Verifier: () => Verifier,
  backend: () => backend,
  isRefusal: () => isRefusal,
  readEvent: () => readEvent,
  sign: () => sign,
  toNow: () => toNow,
  toSecrets: () => toSecrets,
  version: () => version
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_arguments = require("./arguments.cjs");
var import_copies = require("./copies.cjs");
var import_errors = require("./errors.cjs");
var import_header = require("./header.cjs");
var import_payload = require("./payload.cjs");
const DEFAULT_TOLERANCE = import_engine.default.defaultTolerance();
const { HEADER_NAME, VERSION: version, backend } = import_engine.default;
const FINISHED = "this verification is finished; begin a new one";
const BEGIN = /* @__PURE__ */ Symbol("begin");
class Verification {
  #handle;
  constructor(key, verification) {
    if (key !== BEGIN) throw new TypeError("a Verification is made by verifier.begin(header)");
    this.#handle = verification;
  }
  update(chunk) {
    if (!import_engine.default.update(this.#handle, (0, import_payload.toPayload)(chunk, "chunk"))) throw new Error(FINISHED);
    return this;
  }
  finish(options) {
    const outcome = import_engine.default.finish(this.#handle, toNow(options, "finish"));
    if (!outcome) throw new Error(FINISHED);
    return throwIfRefused(outcome);
  }
}
class Verifier {
  #handle;
  constructor(secret, options) {
    const secrets = toSecrets(secret);
    const { tolerance } = (0, import_arguments.ownOptions)(options, ["tolerance"], "new Verifier");
    const verifier = import_engine.default.newVerifier(secrets, (0, import_arguments.toTolerance)(tolerance, DEFAULT_TOLERANCE));
    if (isRefusal(verifier)) throw new import_errors.ConfigurationError(verifier);
    this.#handle = verifier;
  }
  verify(payload, header, options) {
    const now = toNow(options, "verify");
    const outcome = import_engine.default.verify(this.#handle, (0, import_payload.toPayload)(payload), (0, import_header.toHeader)(header), now);
    return typeof outcome === "number" ? { timestamp: outcome, secretIndex: 0 } : throwIfRefused(outcome);
  }
  constructEvent(payload, header, options) {
    const now = toNow(options, "constructEvent");
    const bytes = (0, import_payload.toPayload)(payload);
    const refusal = import_engine.default.checkEvent(this.#handle, bytes, (0, import_header.toHeader)(header), now);
    if (refusal) throw new import_errors.VerificationError(refusal);
    return JSON.parse((0, import_payload.toText)(payload, bytes));
  }
  begin(header) {
    const verification = import_engine.default.begin(this.#handle, (0, import_header.toHeader)(header));
    if (isRefusal(verification)) throw new import_errors.VerificationError(verification);
    return new Verification(BEGIN, verification);
  }
}
(0, import_copies.recognisedAcrossCopies)("Verifier", Verifier);
function readEvent(payload) {
  const bytes = (0, import_payload.toPayload)(payload);
  const refusal = import_engine.default.checkStoredEvent(bytes);
  if (refusal) throw new import_errors.VerificationError(refusal);
  return JSON.parse((0, import_payload.toText)(payload, bytes));
}
function sign(secret, payload, options) {
  const { timestamp } = (0, import_arguments.ownOptions)(options, ["timestamp"], "sign");
  const signed = import_engine.default.sign((0, import_arguments.toSecret)(secret), (0, import_payload.toPayload)(payload), (0, import_arguments.toInstant)(timestamp, "timestamp"));
  if (typeof signed === "string") return signed;
  if (signed.code === null) throw new RangeError(signed.message);
  throw new import_errors.ConfigurationError(signed);
}
function toNow(options, callee) {
  return options === void 0 ? void 0 : (0, import_arguments.toInstant)((0, import_arguments.ownOptions)(options, ["now"], callee).now, "now");
}
function throwIfRefused(outcome) {
  if (isRefusal(outcome)) throw new import_errors.VerificationError(outcome);
  return outcome;
}
function toSecrets(secret) {
  return Array.isArray(secret) ? Array.from(secret, (one, index) => (0, import_arguments.toSecret)(one, `secrets[${index}]: `)) : [(0, import_arguments.toSecret)(secret)];
}
function isRefusal(outcome) {
  return Object.hasOwn(outcome, "code");
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  DEFAULT_TOLERANCE,
  HEADER_NAME,
  Verification,
  Verifier,
  backend,
  isRefusal,
  readEvent,
  sign,
  toNow,
  toSecrets,
  version
});
