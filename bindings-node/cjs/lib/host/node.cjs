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
  Bytes: () => Bytes,
  TextDecoder: () => import_node_util.TextDecoder,
  TextEncoder: () => import_node_util.TextEncoder,
  concat: () => concat,
  decode: () => decode,
  encode: () => encode,
  fromBase64: () => fromBase64,
  publishRefusal: () => publishRefusal,
  schedule: () => schedule
});
module.exports = __toCommonJS(stdin_exports);
var import_node_buffer = require("node:buffer");
var import_node_diagnostics_channel = require("node:diagnostics_channel");
var import_node_timers = __toESM(require("node:timers"));
var import_node_util = require("node:util");
class Bytes extends Uint8Array {
}
Object.setPrototypeOf(Bytes.prototype, import_node_buffer.Buffer.prototype);
function encode(text) {
  return import_node_buffer.Buffer.from(text, "utf8");
}
function fromBase64(text) {
  return import_node_buffer.Buffer.from(text, "base64");
}
function decode(bytes) {
  return bytes.toString("utf8");
}
function concat(chunks, size) {
  return import_node_buffer.Buffer.concat(chunks, size);
}
function schedule(callback, milliseconds) {
  const timer = import_node_timers.default.setTimeout(callback, milliseconds);
  timer.unref();
  return () => import_node_timers.default.clearTimeout(timer);
}
const refused = (0, import_node_diagnostics_channel.channel)("hookseal:refused");
function publishRefusal(refusal) {
  refused.publish(refusal);
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  Bytes,
  TextDecoder,
  TextEncoder,
  concat,
  decode,
  encode,
  fromBase64,
  publishRefusal,
  schedule
});
