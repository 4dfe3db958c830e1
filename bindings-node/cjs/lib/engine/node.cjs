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
  default: () => stdin_default
});
module.exports = __toCommonJS(stdin_exports);
var import_node_process = __toESM(require("node:process"));
var import_addon = require("./addon.cjs");
var import_embedded = require("./embedded.cjs");
var import_permissions = require("./permissions.cjs");
const VARIABLE = "HOOKSEAL_BACKEND";
function requested() {
  if (!(0, import_permissions.hasPermission)({ name: "env", variable: VARIABLE })) return "";
  return import_node_process.default.env[VARIABLE] ?? "";
}
function load(backend) {
  switch (backend) {
    case "":
      return addonOrEmbedded();
    case "native":
      return (0, import_addon.loadAddon)({ mayAsk: true });
    case "wasm":
      return (0, import_embedded.embedded)();
    default:
      throw new Error(`${VARIABLE} must be 'native', 'wasm' or absent, not '${backend}'`);
  }
}
function addonOrEmbedded() {
  const faults = [];
  for (const backend of [import_addon.loadAddon, import_embedded.embedded]) {
    try {
      return backend();
    } catch (fault) {
      faults.push(fault);
    }
  }
  const [native, wasm] = faults;
  throw new Error(`${wasm.message}; and ${native.message}`, { cause: native });
}
var stdin_default = load(requested());
