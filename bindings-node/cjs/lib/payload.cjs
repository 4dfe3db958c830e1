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
  toBytes: () => toBytes,
  toPayload: () => toPayload,
  toText: () => toText
});
module.exports = __toCommonJS(stdin_exports);
var import_host = require("#host");
var import_brands = require("./brands.cjs");
var import_kind = require("./kind.cjs");
const RAW_BODY = "pass the raw request body, not parsed JSON: express.raw({ type: 'application/json' }) in Express, addContentTypeParser with { parseAs: 'buffer' } in Fastify, request.rawBody in NestJS (with rawBody: true), await request.arrayBuffer() in Next.js and other fetch-style handlers; or let an adapter read it, such as hookseal/express";
function toPayload(value, name = "payload") {
  const bytes = toBytes(value, name);
  if (bytes === void 0) {
    throw new TypeError(
      `${name} must be a Buffer, an ArrayBufferView, an ArrayBuffer or a string, not ${(0, import_kind.kind)(value)}; ${hint(value)}`
    );
  }
  return bytes;
}
function toBytes(value, name) {
  if (typeof value === "string") return fromText(value);
  if ((0, import_brands.isUint8Array)(value) && (0, import_brands.byteLengthOf)(value) > 0 && !(0, import_brands.isShared)((0, import_brands.memoryOf)(value))) return value;
  if (!ArrayBuffer.isView(value) && !(0, import_brands.isAnyArrayBuffer)(value)) return void 0;
  try {
    const bytes = bytesOf(value);
    return (0, import_brands.isShared)((0, import_brands.memoryOf)(bytes)) ? new import_host.Bytes(bytes) : bytes;
  } catch {
    throw new TypeError(
      `${name} can no longer be read: its ArrayBuffer was transferred, perhaps by postMessage, or shortened; verify it before that, or pass a copy`
    );
  }
}
function bytesOf(value) {
  return ArrayBuffer.isView(value) ? new import_host.Bytes(...(0, import_brands.extentOf)(value)) : new import_host.Bytes(value);
}
function fromText(text) {
  return text.isWellFormed() ? (0, import_host.encode)(text) : notUtf8(text);
}
function notUtf8(text) {
  const marked = `\uFEFF\uDFFF${text}`;
  const units = Uint16Array.from({ length: marked.length }, (_, index) => marked.charCodeAt(index));
  return new Uint8Array(units.buffer);
}
function toText(payload, bytes) {
  return typeof payload === "string" ? payload : (0, import_host.decode)(bytesOf(bytes));
}
function hint(value) {
  if (typeof value !== "object" || value === null) return RAW_BODY;
  const has = (name) => typeof value[name] === "function";
  if (has("then")) return "it is a Promise: await it first";
  if (has("arrayBuffer")) return "pass its bytes: await request.arrayBuffer()";
  if (has("pipe") || has("getReader")) {
    return "read it first: await buffer(request), from node:stream/consumers, or pass each chunk to begin(header).update(chunk)";
  }
  const owns = (name) => Object.hasOwn(value, name);
  if (owns("isBase64Encoded")) {
    return "pass its body: Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')";
  }
  if (owns("sigHeader") || owns("payload")) {
    return "verify and constructEvent take (payload, header), and the secret goes to new Verifier(secret)";
  }
  if (value.type === "Buffer" && owns("data"))
    return "it is a Buffer that went through JSON: pass Buffer.from(value.data)";
  return RAW_BODY;
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  toBytes,
  toPayload,
  toText
});
