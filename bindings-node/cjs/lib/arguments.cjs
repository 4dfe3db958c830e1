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
  ownOptions: () => ownOptions,
  toInstant: () => toInstant,
  toSecret: () => toSecret,
  toTolerance: () => toTolerance
});
module.exports = __toCommonJS(stdin_exports);
var import_brands = require("./brands.cjs");
var import_kind = require("./kind.cjs");
var import_payload = require("./payload.cjs");
const OWNERS = {
  __proto__: null,
  now: "verify, constructEvent, constructAction, signResponse and finish",
  timestamp: "sign",
  errorMessage: "signResponse",
  tolerance: "new Verifier and new ActionVerifier"
};
function toSecret(value, place = "") {
  const bytes = (0, import_payload.toBytes)(value, `${place}secret`);
  if (bytes === void 0) {
    const hint = value === void 0 ? " (is the environment variable set?)" : "";
    throw new TypeError(
      `${place}secret must be a string, a Buffer or a Uint8Array, not ${(0, import_kind.kind)(value)}${hint}; new Verifier also takes an array of secrets`
    );
  }
  return bytes;
}
function toTolerance(value, fallback) {
  if (value === void 0) return fallback;
  if (value === null) return void 0;
  if (typeof value === "number") return value;
  throw new TypeError(`tolerance must be a number of seconds or null, not ${(0, import_kind.kind)(value)}`);
}
function toInstant(value, name) {
  if (value === void 0) return void 0;
  const milliseconds = typeof value === "number" ? value : (0, import_brands.instantOf)(value);
  if (milliseconds === void 0) {
    throw new TypeError(`${name} must be milliseconds or a Date, not ${(0, import_kind.kind)(value)}`);
  }
  if (!Number.isInteger(milliseconds)) {
    throw new RangeError(`${name} must be a whole number of milliseconds or a valid Date`);
  }
  return milliseconds;
}
function ownOptions(options, names, callee) {
  const own = { __proto__: null };
  if (options === void 0) return own;
  if (typeof options !== "object" || options === null) throw notOptions(options);
  const given = Object.keys(options);
  if (given.length === 0 && (0, import_brands.instantOf)(options) !== void 0) throw notOptions(options);
  for (const name of given) {
    if (!names.includes(name)) throw new TypeError(unknownOption(name, names, callee));
    own[name] = options[name];
  }
  return own;
}
function notOptions(value) {
  const hint = typeof value === "string" ? "; a secret goes to new Verifier(secret), once" : "";
  return new TypeError(`options must be an object, not ${(0, import_kind.kind)(value)}${hint}`);
}
function unknownOption(name, names, callee) {
  const suggestion = names.find((known2) => isMisspelling(name, known2));
  if (suggestion) return `${callee} has no option \`${name}\`; did you mean \`${suggestion}\`?`;
  const known = names.map((one) => `\`${one}\``).join(", ");
  if (OWNERS[name]) return `\`${name}\` belongs to ${OWNERS[name]}; ${callee} takes ${known}`;
  return `${callee} has no option \`${name}\`; it takes ${known}`;
}
function isMisspelling(name, known) {
  const maxEdits = Math.ceil(known.length / 3);
  if (Math.abs(name.length - known.length) > maxEdits) return false;
  return editDistance(name.toLowerCase(), known.toLowerCase()) <= maxEdits;
}
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  ownOptions,
  toInstant,
  toSecret,
  toTolerance
});
