// What a value is, by the built-in getters: they see through overridden properties, cannot be deceived by a lookalike,
// and know the objects of another realm, such as those of a test runner.

const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype)

const typedArrayName = getter(TYPED_ARRAY, Symbol.toStringTag)
const OF_TYPED_ARRAY = viewGetters(TYPED_ARRAY)
const OF_DATA_VIEW = viewGetters(DataView.prototype)
const byteLengthOfMemory = getter(ArrayBuffer.prototype, 'byteLength')
// Absent from a page that is not isolated from other origins.
const byteLengthOfShared = globalThis.SharedArrayBuffer && getter(globalThis.SharedArrayBuffer.prototype, 'byteLength')
const getTime = uncurried(Date.prototype.getTime)
const expectInBounds = uncurried(TYPED_ARRAY.keys)

export function isUint8Array(value) {
  return typedArrayName(value) === 'Uint8Array'
}

/** Whether this is the memory of threads, given that it is the memory of a view. */
export function isShared(buffer) {
  return !accepts(byteLengthOfMemory, buffer)
}

export function isAnyArrayBuffer(value) {
  return accepts(byteLengthOfMemory, value) || (byteLengthOfShared !== undefined && accepts(byteLengthOfShared, value))
}

/** The memory of a Uint8Array. */
export const memoryOf = OF_TYPED_ARRAY.buffer

/** The length of a Uint8Array; 0 if its memory is detached. */
export const byteLengthOf = OF_TYPED_ARRAY.byteLength

/** The memory of a view and its place there. Throws if it is detached, or has become too short for the view. */
export function extentOf(view) {
  const isTypedArray = typedArrayName(view) !== undefined
  if (isTypedArray) expectInBounds(view)
  const of = isTypedArray ? OF_TYPED_ARRAY : OF_DATA_VIEW
  return [of.buffer(view), of.byteOffset(view), of.byteLength(view)]
}

/** The milliseconds of a Date, or undefined if the value is none. */
export function instantOf(value) {
  try {
    return getTime(value)
  } catch {
    return undefined
  }
}

function accepts(get, value) {
  try {
    get(value)
    return true
  } catch {
    return false
  }
}

function viewGetters(prototype) {
  const of = (name) => getter(prototype, name)
  return { buffer: of('buffer'), byteOffset: of('byteOffset'), byteLength: of('byteLength') }
}

function getter(prototype, name) {
  return uncurried(Object.getOwnPropertyDescriptor(prototype, name).get)
}

/** A method as a function of its receiver. */
function uncurried(method) {
  return Function.prototype.call.bind(method)
}
