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
  Instance: () => Instance,
  PIECE: () => PIECE,
  sizeOf: () => sizeOf,
  sizeOfList: () => sizeOfList
});
module.exports = __toCommonJS(stdin_exports);
var import_host = require("#host");
var import_brands = require("../brands.cjs");
const PIECE = 1 << 16;
const INTERNAL_ERROR = "hookseal itself failed, so nothing was verified; please report it, and make a new Verifier";
const LENGTH_SIZE = 4;
const MAX_UTF8_PER_UNIT = 3;
const encoder = new import_host.TextEncoder();
const decoder = new import_host.TextDecoder();
class Instance {
  /** The functions of the module. If one traps, the instance has failed and none works any more. */
  call;
  constants;
  failed = false;
  #memory;
  #normalSize;
  /** Where the buffer is in the memory. */
  #address;
  #size;
  /** The view of the buffer. It ends when the memory grows. */
  #view;
  constructor(module2) {
    const { memory, ...exports2 } = new WebAssembly.Instance(module2).exports;
    this.#memory = memory;
    this.call = { __proto__: null };
    for (const [name, value] of Object.entries(exports2)) {
      if (typeof value === "function") this.call[name] = this.#guarded(value);
    }
    this.constants = this.answer(this.call.constants());
    this.#normalSize = PIECE + MAX_UTF8_PER_UNIT * (this.constants.maxHeaderLen + 1);
    this.#resize(this.#normalSize);
  }
  /** Makes room for arguments of this many bytes. */
  reserve(size) {
    if (size > this.#size) this.#resize(size);
  }
  /** Makes room for a header and a payload of any size. */
  reserveDelivery(payload) {
    this.reserve(this.#normalSize - PIECE + (0, import_brands.byteLengthOf)(payload));
  }
  /** Gives back what `reserve` has added. */
  release() {
    if (this.#size > this.#normalSize) this.#resize(this.#normalSize);
  }
  /** Writes bytes into the buffer, and returns where they end. */
  write(start, bytes) {
    this.#buffer().set(bytes, start);
    return start + (0, import_brands.byteLengthOf)(bytes);
  }
  /** Writes a string into the buffer as UTF-8, and returns where it ends. */
  writeText(start, text) {
    const buffer = this.#buffer();
    return start + encoder.encodeInto(text, start === 0 ? buffer : buffer.subarray(start)).written;
  }
  /** Writes the signature header at the start of the buffer, and returns where it ends. */
  writeHeader(header) {
    if (header === void 0 || header === null) return 0;
    const { maxHeaderLen } = this.constants;
    return this.writeText(0, header.length > maxHeaderLen ? header.slice(0, maxHeaderLen + 1) : header);
  }
  /** Writes strings or byte strings as a list from the start of the buffer, and returns where it ends. */
  writeList(items) {
    let end = 0;
    for (const item of items) {
      const start = end + LENGTH_SIZE;
      end = typeof item === "string" ? this.writeText(start, item) : this.write(start, item);
      new DataView(this.#memory.buffer, this.#address).setUint32(start - LENGTH_SIZE, end - start, true);
    }
    return end;
  }
  /** The answer of this length. */
  answer(length) {
    if (length === 0) return null;
    if (!(length > 0)) throw this.#fail(length);
    return JSON.parse(decoder.decode(new Uint8Array(this.#memory.buffer, this.call.answer() >>> 0, length)));
  }
  /** Calls a function that frees a handle. The caller is the garbage collector, which handles no errors. */
  free(name, index) {
    if (this.failed) return;
    try {
      this.call[name](index);
    } catch {
    }
  }
  #buffer() {
    if (this.#view.length === 0) this.#view = new Uint8Array(this.#memory.buffer, this.#address, this.#size);
    return this.#view;
  }
  #resize(size) {
    const address = this.call.resize_buffer(size);
    if (address === 0) throw new RangeError(`hookseal has no memory for ${size} bytes`);
    this.#address = address >>> 0;
    this.#size = size;
    this.#view = new Uint8Array(this.#memory.buffer, this.#address, size);
  }
  #guarded(call) {
    return (a, b, c, d) => {
      if (this.failed) throw new Error(INTERNAL_ERROR);
      try {
        return call(a, b, c, d);
      } catch (cause) {
        throw this.#fail(cause);
      }
    };
  }
  /** Gives this instance up: its state may be half changed. Returns the error that says so. */
  #fail(cause) {
    this.failed = true;
    new Uint8Array(this.#memory.buffer).fill(0);
    return new Error(INTERNAL_ERROR, { cause });
  }
}
function sizeOfList(items) {
  return items.reduce((size, item) => size + LENGTH_SIZE + sizeOf(item), 0);
}
function sizeOf(item) {
  return typeof item === "string" ? item.length * MAX_UTF8_PER_UNIT : (0, import_brands.byteLengthOf)(item);
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  Instance,
  PIECE,
  sizeOf,
  sizeOfList
});
