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
  Bytes: () => Bytes,
  TextDecoder: () => TextDecoder,
  TextEncoder: () => TextEncoder,
  concat: () => concat,
  decode: () => decode,
  encode: () => encode,
  fromBase64: () => fromBase64,
  publishRefusal: () => publishRefusal,
  schedule: () => schedule
});
module.exports = __toCommonJS(stdin_exports);
const { TextDecoder, TextEncoder } = globalThis;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const { setTimeout, clearTimeout } = globalThis;
const Bytes = Uint8Array;
function encode(text) {
  return encoder.encode(text);
}
function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
function decode(bytes) {
  return decoder.decode(bytes.buffer.resizable ? bytes.slice() : bytes);
}
function concat(chunks, size) {
  const joined = new Uint8Array(size);
  let end = 0;
  for (const chunk of chunks) {
    joined.set(chunk, end);
    end += chunk.length;
  }
  return joined;
}
function schedule(callback, milliseconds) {
  const timer = setTimeout(callback, milliseconds);
  timer.unref?.();
  return () => clearTimeout(timer);
}
function publishRefusal() {
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
