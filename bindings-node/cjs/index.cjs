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
  ACTION_TOLERANCE: () => import_actions.ACTION_TOLERANCE,
  ActionVerifier: () => import_actions.ActionVerifier,
  ConfigurationError: () => import_errors.ConfigurationError,
  DEFAULT_TOLERANCE: () => import_verifier.DEFAULT_TOLERANCE,
  HEADER_NAME: () => import_verifier.HEADER_NAME,
  Router: () => import_router.Router,
  Verification: () => import_verifier.Verification,
  VerificationError: () => import_errors.VerificationError,
  Verifier: () => import_verifier.Verifier,
  backend: () => import_verifier.backend,
  isKnownEvent: () => import_known_event.isKnownEvent,
  readEvent: () => import_verifier.readEvent,
  sign: () => import_verifier.sign,
  version: () => import_verifier.version
});
module.exports = __toCommonJS(stdin_exports);
var import_actions = require("./lib/actions.cjs");
var import_errors = require("./lib/errors.cjs");
var import_known_event = require("./lib/known-event.cjs");
var import_router = require("./lib/router.cjs");
var import_verifier = require("./lib/verifier.cjs");
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  ACTION_TOLERANCE,
  ActionVerifier,
  ConfigurationError,
  DEFAULT_TOLERANCE,
  HEADER_NAME,
  Router,
  Verification,
  VerificationError,
  Verifier,
  backend,
  isKnownEvent,
  readEvent,
  sign,
  version
});
