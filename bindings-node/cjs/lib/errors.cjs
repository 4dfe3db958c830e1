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
  AGE: () => AGE,
  ConfigurationError: () => ConfigurationError,
  VerificationError: () => VerificationError
});
module.exports = __toCommonJS(stdin_exports);
var import_copies = require("./copies.cjs");
const AGE = /* @__PURE__ */ Symbol.for("hookseal.ageMs");
function define(object, name, value) {
  const descriptor = { __proto__: null, value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(object, name, descriptor);
}
function errorType(name, type) {
  Object.defineProperty(type.prototype, "name", { value: name, configurable: true, writable: true });
  return (0, import_copies.recognisedAcrossCopies)(name, type);
}
const VerificationError = errorType(
  "VerificationError",
  class VerificationError2 extends Error {
    code;
    // a field, so that a setter on a polluted prototype is not called
    constructor({ code, message, timestamp, differenceMs, ageMs }) {
      super(message);
      this.code = code;
      if (timestamp !== null) {
        define(this, "timestamp", timestamp);
        define(this, "differenceMs", differenceMs);
        Object.defineProperty(this, AGE, { __proto__: null, value: ageMs });
      }
    }
  }
);
const ConfigurationError = errorType(
  "ConfigurationError",
  class ConfigurationError2 extends Error {
    code;
    constructor({ code, message }) {
      super(message);
      this.code = code;
    }
  }
);
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  AGE,
  ConfigurationError,
  VerificationError
});
