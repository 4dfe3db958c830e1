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
  Router: () => Router
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_kind = require("./kind.cjs");
class Router {
  #routes = [];
  on(patterns, handler) {
    const names = Array.isArray(patterns) ? [...patterns] : [patterns];
    if (names.length === 0) throw new TypeError("router.on takes at least one name of an event");
    for (const name of names) expectPattern(name);
    return this.#register(names, handler, "on");
  }
  onAny(handler) {
    return this.#register(["*"], handler, "onAny");
  }
  // Not a method, so that it can be passed to an adapter.
  handle = async (event, ...rest) => {
    if (typeof event?.event !== "string") {
      throw new TypeError(`router.handle takes the verified event, not ${(0, import_kind.kind)(event)}: pass what the adapter has set`);
    }
    const errors = [];
    for (const { patterns, handler } of [...this.#routes]) {
      if (!patterns.some((pattern) => import_engine.default.eventMatches(pattern, event.event))) continue;
      try {
        await handler(event, ...rest);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, `${errors.length} handlers of this event failed`);
  };
  #register(patterns, handler, method) {
    if (typeof handler !== "function") {
      throw new TypeError(`router.${method} takes a handler, such as (event) => { ... }, not ${(0, import_kind.kind)(handler)}`);
    }
    this.#routes.push({ patterns, handler });
    return this;
  }
}
function expectPattern(name) {
  if (typeof name !== "string") {
    throw new TypeError(`router.on takes the name of an event, or an array of names, not ${(0, import_kind.kind)(name)}`);
  }
  const fault = import_engine.default.patternFault(name);
  if (fault !== null) throw new RangeError(fault);
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  Router
});
