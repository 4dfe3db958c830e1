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
  byteLengthOf: () => byteLengthOf,
  extentOf: () => extentOf,
  instantOf: () => instantOf,
  isAnyArrayBuffer: () => isAnyArrayBuffer,
  isShared: () => isShared,
  isUint8Array: () => isUint8Array,
  memoryOf: () => memoryOf
});
module.exports = __toCommonJS(stdin_exports);
const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype);
const typedArrayName = getter(TYPED_ARRAY, Symbol.toStringTag);
const OF_TYPED_ARRAY = viewGetters(TYPED_ARRAY);
const OF_DATA_VIEW = viewGetters(DataView.prototype);
const byteLengthOfMemory = getter(ArrayBuffer.prototype, "byteLength");
const byteLengthOfShared = globalThis.SharedArrayBuffer && getter(globalThis.SharedArrayBuffer.prototype, "byteLength");
const getTime = uncurried(Date.prototype.getTime);
const expectInBounds = uncurried(TYPED_ARRAY.keys);
function isUint8Array(value) {
  return typedArrayName(value) === "Uint8Array";
}
function isShared(buffer) {
  return !accepts(byteLengthOfMemory, buffer);
}
function isAnyArrayBuffer(value) {
  return accepts(byteLengthOfMemory, value) || byteLengthOfShared !== void 0 && accepts(byteLengthOfShared, value);
}
const memoryOf = OF_TYPED_ARRAY.buffer;
const byteLengthOf = OF_TYPED_ARRAY.byteLength;
function extentOf(view) {
  const isTypedArray = typedArrayName(view) !== void 0;
  if (isTypedArray) expectInBounds(view);
  const of = isTypedArray ? OF_TYPED_ARRAY : OF_DATA_VIEW;
  return [of.buffer(view), of.byteOffset(view), of.byteLength(view)];
}
function instantOf(value) {
  try {
    return getTime(value);
  } catch {
    return void 0;
  }
}
function accepts(get, value) {
  try {
    get(value);
    return true;
  } catch {
    return false;
  }
}
function viewGetters(prototype) {
  const of = (name) => getter(prototype, name);
  return { buffer: of("buffer"), byteOffset: of("byteOffset"), byteLength: of("byteLength") };
}
function getter(prototype, name) {
  return uncurried(Object.getOwnPropertyDescriptor(prototype, name).get);
}
function uncurried(method) {
  return Function.prototype.call.bind(method);
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  byteLengthOf,
  extentOf,
  instantOf,
  isAnyArrayBuffer,
  isShared,
  isUint8Array,
  memoryOf
});
