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
  embedded: () => embedded
});
module.exports = __toCommonJS(stdin_exports);
var import_host = require("#host");
var import_bytes = __toESM(require("./bytes.cjs"));
var import_wasm = require("./wasm.cjs");
function embedded() {
  if (import_bytes.default === null) {
    throw new Error(
      "this copy of hookseal was built without WebAssembly: run `rustup target add wasm32-unknown-unknown` and install it again"
    );
  }
  return (0, import_wasm.engineOf)(new WebAssembly.Module((0, import_host.fromBase64)(import_bytes.default)));
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  embedded
});
