// One process may hold several copies of hookseal: npm installs them, and `import` and `require` load one each.

/**
 * Makes `instanceof` look for a mark on the prototype instead of the class, so that it also recognises what another
 * copy has made. `name` is written out, because bundlers shorten the names of classes.
 */
export function recognisedAcrossCopies(name, type) {
  const mark = Symbol.for(`hookseal.${name}`)
  const ordinary = Function.prototype[Symbol.hasInstance]
  Object.defineProperty(type.prototype, mark, { value: true })
  Object.defineProperty(type, Symbol.hasInstance, {
    // A subclass inherits this function. For a subclass it checks the class, because every instance has the mark.
    value(instance) {
      return this === type
        ? typeof instance === 'object' && instance !== null && instance[mark] === true
        : ordinary.call(this, instance)
    },
  })
  return type
}
