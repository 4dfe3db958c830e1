/** What kind of value this is, for an error message, without showing the value. */
export function kind(value) {
  if (value === null || value === undefined) return `${value}`
  if (typeof value !== 'object') return `a ${typeof value}`
  if (Array.isArray(value)) return 'an array'
  // Asks the prototype, because an own `constructor` may come from a payload.
  return `an object (${Object.getPrototypeOf(value)?.constructor?.name ?? 'no class'})`
}
