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
  libc: () => libc
});
module.exports = __toCommonJS(stdin_exports);
var import_node_fs = require("node:fs");
var import_node_process = __toESM(require("node:process"));
var import_node_util = require("node:util");
const PT_INTERP = 3;
function libc() {
  const loader = ofDeno() ?? interpreter(import_node_process.default.execPath);
  if (/ld-musl-|-musl$/.test(loader)) return "musl";
  return /ld-linux-|-gnu$/.test(loader) ? "gnu" : "unknown";
}
function ofDeno() {
  return globalThis.Deno?.build?.target;
}
function interpreter(program) {
  let file;
  try {
    file = (0, import_node_fs.openSync)(program);
    const header = read(file, 0, 64);
    const size = header.getUint16(54, true);
    const count = header.getUint16(56, true);
    const segments = read(file, Number(header.getBigUint64(32, true)), size * count);
    for (let at = 0; at < size * count; at += size) {
      if (segments.getUint32(at, true) !== PT_INTERP) continue;
      const [offset, length] = [at + 8, at + 32].map((place) => Number(segments.getBigUint64(place, true)));
      return new import_node_util.TextDecoder().decode(read(file, offset, length)).replace(/\0.*/s, "");
    }
  } catch {
  } finally {
    if (file !== void 0) (0, import_node_fs.closeSync)(file);
  }
  return "";
}
function read(file, offset, length) {
  const bytes = new DataView(new ArrayBuffer(length));
  if ((0, import_node_fs.readSync)(file, bytes, 0, length, offset) !== length) throw new RangeError("the file is too short");
  return bytes;
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  libc
});
