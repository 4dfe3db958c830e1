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
  ACTION_TOLERANCE: () => ACTION_TOLERANCE,
  ActionVerifier: () => ActionVerifier,
  toVerdict: () => toVerdict
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_host = require("#host");
var import_arguments = require("./arguments.cjs");
var import_copies = require("./copies.cjs");
var import_errors = require("./errors.cjs");
var import_header = require("./header.cjs");
var import_kind = require("./kind.cjs");
var import_payload = require("./payload.cjs");
var import_verifier = require("./verifier.cjs");
const ACTION_TOLERANCE = import_engine.default.actionTolerance();
const SECRET_INDEX = /* @__PURE__ */ Symbol.for("hookseal.secretIndex");
class ActionVerifier {
  #handle;
  constructor(secret, options) {
    const secrets = (0, import_verifier.toSecrets)(secret);
    const { tolerance } = (0, import_arguments.ownOptions)(options, ["tolerance"], "new ActionVerifier");
    const verifier = import_engine.default.newActionVerifier(secrets, (0, import_arguments.toTolerance)(tolerance, ACTION_TOLERANCE));
    if ((0, import_verifier.isRefusal)(verifier)) throw new import_errors.ConfigurationError(verifier);
    this.#handle = verifier;
  }
  constructAction(payload, header, options) {
    const now = (0, import_verifier.toNow)(options, "constructAction");
    const bytes = (0, import_payload.toPayload)(payload);
    const secretIndex = import_engine.default.checkAction(this.#handle, bytes, (0, import_header.toHeader)(header), now);
    if (typeof secretIndex !== "number") throw new import_errors.VerificationError(secretIndex);
    const data = JSON.parse((0, import_payload.toText)(payload, bytes));
    const action = { id: data.id, object: data.object, data };
    return Object.defineProperty(action, SECRET_INDEX, { __proto__: null, value: secretIndex });
  }
  signResponse(action, verdict, options) {
    const { errorMessage, now } = (0, import_arguments.ownOptions)(options, ["errorMessage", "now"], "signResponse");
    if (typeof action?.object !== "string") {
      throw new TypeError(`action must be what constructAction has returned, not ${(0, import_kind.kind)(action)}`);
    }
    const secretIndex = Object.hasOwn(action, SECRET_INDEX) ? action[SECRET_INDEX] : 0;
    const said = toVerdict(verdict, errorMessage);
    const instant = (0, import_arguments.toInstant)(now, "now");
    const body = import_engine.default.signResponse(this.#handle, action.object, secretIndex, ...said, instant);
    if (typeof body !== "string") throw new RangeError(body.message);
    return (0, import_host.encode)(body);
  }
}
(0, import_copies.recognisedAcrossCopies)("ActionVerifier", ActionVerifier);
function toVerdict(verdict, errorMessage) {
  if (typeof verdict !== "string") throw new TypeError(`verdict must be 'Allow' or 'Deny', not ${(0, import_kind.kind)(verdict)}`);
  if (errorMessage !== void 0 && typeof errorMessage !== "string") {
    throw new TypeError(`errorMessage must be a string, not ${(0, import_kind.kind)(errorMessage)}`);
  }
  if (errorMessage?.isWellFormed() === false) {
    throw new RangeError("errorMessage has half a surrogate pair, which JSON cannot hold");
  }
  const fault = import_engine.default.verdictFault(verdict, errorMessage);
  if (fault) throw new RangeError(fault.message);
  return [verdict, errorMessage];
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  ACTION_TOLERANCE,
  ActionVerifier,
  toVerdict
});
