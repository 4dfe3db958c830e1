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
  toHeader: () => toHeader
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_kind = require("./kind.cjs");
const { HEADER_NAME } = import_engine.default;
function toHeader(value) {
  if (typeof value === "string" || value === void 0 || value === null) return value;
  if (typeof value !== "object") throw wrong(value);
  if (isListOfStrings(value)) return ofList(value);
  const found = import_engine.default.findHeader(typeof value[Symbol.iterator] === "function" ? ofPairs(value) : ofRecord(value));
  if (found === null) expectHeaders(value);
  return found;
}
function isListOfStrings(value) {
  return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === "string");
}
function ofList(list) {
  const found = list.length % 2 === 0 ? import_engine.default.findHeader(list) : null;
  return found ?? import_engine.default.findHeader(list.flatMap((part) => [HEADER_NAME, part]));
}
function ofPairs(pairs) {
  const fields = [];
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string") throw wrong(pairs);
    add(fields, pair[0], pair[1]);
  }
  return fields;
}
function ofRecord(record) {
  const fields = [];
  for (const name of Object.keys(record)) add(fields, name, record[name]);
  return fields;
}
function add(fields, name, value) {
  if (name.length !== HEADER_NAME.length || value === void 0 || value === null) return;
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one !== "string")
      throw new TypeError(`the value of ${name} must be a string or an array of strings, not ${(0, import_kind.kind)(one)}`);
    fields.push(name, one);
  }
}
function expectHeaders(value) {
  if (typeof value.then === "function") throw wrong(value, "it is a Promise: await it first");
  if ("headers" in value && !("headers" in Object.prototype)) {
    throw wrong(value, "pass its headers: request.headers");
  }
}
function wrong(value, cure = "pass request.headers, or request.headers['workos-signature']") {
  return new TypeError(
    `header must be a string, an array of strings, null, undefined or the request's headers, not ${(0, import_kind.kind)(value)}; ${cure}`
  );
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  toHeader
});
