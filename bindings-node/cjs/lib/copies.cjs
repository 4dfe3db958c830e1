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
  recognisedAcrossCopies: () => recognisedAcrossCopies
});
module.exports = __toCommonJS(stdin_exports);
function recognisedAcrossCopies(name, type) {
  const mark = /* @__PURE__ */ Symbol.for(`hookseal.${name}`);
  const ordinary = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(type.prototype, mark, { value: true });
  Object.defineProperty(type, Symbol.hasInstance, {
    // A subclass inherits this function. For a subclass it checks the class, because every instance has the mark.
    value(instance) {
      return this === type ? typeof instance === "object" && instance !== null && instance[mark] === true : ordinary.call(this, instance);
    }
  });
  return type;
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  recognisedAcrossCopies
});
