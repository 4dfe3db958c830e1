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
  loadAddon: () => loadAddon
});
module.exports = __toCommonJS(stdin_exports);
var import_node_fs = require("node:fs");
var import_node_module = __toESM(require("node:module"));
var import_node_path = require("node:path");
var import_node_process = __toESM(require("node:process"));
var import_node_url = require("node:url");
var import_libc = require("./libc.cjs");
var import_permissions = require("./permissions.cjs");
var import_version = require("./version.cjs");
const import_meta = {};
const PLATFORMS = [
  "darwin-arm64",
  "darwin-x64",
  "linux-arm64-gnu",
  "linux-arm64-musl",
  "linux-x64-gnu",
  "linux-x64-musl",
  "win32-arm64-msvc",
  "win32-x64-msvc",
  "win32-x64-gnu"
];
const AGAIN = "install hookseal again";
const BUILD = "build it with `npm install <a clone of hookseal>/bindings-node`, which needs Rust";
function loadAddon({ mayAsk = false } = {}) {
  const here = thisFile();
  const requireFrom = import_node_module.default.createRequire(here);
  const platform = thisPlatform();
  const packages = PLATFORMS.filter((name) => name === platform || name.startsWith(`${platform}-`));
  const candidates = [...builtHere(here), ...packages.map((name) => `@hookseal/${name}`)];
  const fault = { message: absent(platform, packages), cause: void 0 };
  for (const name of candidates) {
    let path;
    try {
      path = requireFrom.resolve(name);
    } catch {
      continue;
    }
    try {
      if (!mayAsk && !(0, import_permissions.hasPermission)({ name: "ffi", path })) throw new Error("Deno needs --allow-ffi");
      return { ...ofThisVersion(requireFrom(path)), backend: "native" };
    } catch (cause) {
      if (!fault.cause) Object.assign(fault, { message: `${path}: ${cause.message}`, cause });
    }
  }
  throw new Error(`the addon of hookseal does not load: ${fault.message}`, fault.cause && { cause: fault.cause });
}
function thisFile() {
  if (import_meta.filename) return (0, import_node_url.pathToFileURL)(import_meta.filename).href;
  return typeof __filename === "string" && (0, import_node_path.isAbsolute)(__filename) ? (0, import_node_url.pathToFileURL)(__filename).href : import_meta.url;
}
function builtHere(here) {
  const place = /\/(cjs\/)?lib\/engine\/addon\.c?js$/.exec(here);
  if (!place) return [];
  const addon = new URL(place[1] ? "../../../hookseal.node" : "../../hookseal.node", here);
  return (0, import_node_fs.existsSync)(addon) ? [(0, import_node_url.fileURLToPath)(addon)] : [];
}
function ofThisVersion(addon) {
  if (addon.VERSION === import_version.VERSION) return addon;
  throw new Error(`it is of version ${addon.VERSION}, and hookseal of version ${import_version.VERSION}: ${AGAIN}`);
}
function absent(platform, [name]) {
  if (name === void 0) return `there is none for ${platform}, only for ${PLATFORMS.join(", ")}: ${BUILD}`;
  return `the package @hookseal/${name} is not installed: npm leaves it out with --omit=optional or a lock file that lacks it. Without those, ${AGAIN}`;
}
function thisPlatform() {
  const { arch, platform } = import_node_process.default;
  return platform === "linux" ? `linux-${arch}-${(0, import_libc.libc)()}` : `${platform}-${arch}`;
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  loadAddon
});
