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
  delivery: () => delivery,
  fail: () => fail
});
module.exports = __toCommonJS(stdin_exports);
var import_payload = require("./payload.cjs");
var import_receive = require("./receive.cjs");
function delivery({ method, headers }, stream, holder, cure) {
  return {
    method,
    header: (name) => headerIn(headers, name),
    open() {
      const [rawBody, body] = ["rawBody", "body"].map((name) => own(holder, name));
      const raw = [rawBody, body].find(isRaw);
      if (raw !== void 0) return toBuffer(raw);
      if (stream.readableDidRead || stream.readableEncoding || !isEmpty(body)) throw (0, import_receive.alreadyRead)(cure);
      return stream.iterator({ destroyOnReturn: false });
    },
    concat: Buffer.concat,
    discard: () => drain(stream)
  };
}
async function drain(stream) {
  if (stream.readableEnded || stream.destroyed) return;
  await new Promise((resolve) => {
    for (const end of ["end", "error", "close"]) stream.once(end, resolve);
    stream.resume();
  });
}
function headerIn(headers, name) {
  const value = own(headers, name);
  return Array.isArray(value) ? value.join(", ") : value;
}
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : void 0;
}
function isRaw(value) {
  return value instanceof Uint8Array || typeof value === "string";
}
function toBuffer(raw) {
  return Buffer.isBuffer(raw) ? raw : Buffer.from((0, import_payload.toPayload)(raw));
}
function isEmpty(body) {
  return body === void 0 || body === null || typeof body === "object" && Object.keys(body).length === 0;
}
function fail(response, error) {
  console.error(error);
  if (!response.headersSent) response.writeHead(500).end();
  else if (!response.writableEnded) response.destroy();
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  delivery,
  fail
});
