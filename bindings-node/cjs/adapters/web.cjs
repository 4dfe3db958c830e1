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
  action: () => action,
  webhook: () => webhook
});
module.exports = __toCommonJS(stdin_exports);
var import_engine = __toESM(require("#engine"));
var import_host = require("#host");
var import_decide = require("../lib/decide.cjs");
var import_incoming = require("../lib/incoming.cjs");
var import_misplaced = require("../lib/misplaced.cjs");
var import_receive = require("../lib/receive.cjs");
var import_settings = require("../lib/settings.cjs");
const CURE = "call webhook(verifier, handler) before anything reads the request, or have that read request.clone()";
const CURE_H3 = "call webhook(verifier, handler) before readBody(event) or anything else that reads the request";
const MAX_DISCARD_MS = import_engine.default.bodyDeadlineMs();
function webhook(verifier, handler, options) {
  (0, import_settings.toHandler)(handler, "webhook(verifier, (event, request, payload) => { ... })");
  const receive = (0, import_receive.receiver)(verifier, options);
  return async (input, second, third) => {
    const found = findRequest(input);
    if (!found) return (0, import_misplaced.misplaced)("hookseal/web", [input, second, third]);
    const { accepted, event, payload, status, headers, body } = await receive(found.delivery);
    if (!accepted) return new Response(body, { status, headers });
    return await handler(event, found.request(), payload) ?? new Response();
  };
}
function action(verifier, handler, options) {
  const decide = (0, import_decide.decider)(verifier, handler, options);
  return async (input, second, third) => {
    const found = findRequest(input);
    if (!found) return (0, import_misplaced.misplaced)("hookseal/web", [input, second, third]);
    const { status, headers, body } = await decide(found.delivery, found.request());
    return new Response(body, { status, headers });
  };
}
function findRequest(input) {
  const request = (0, import_misplaced.isFetchRequest)(input) ? input : [input?.request, input?.req?.raw, input?.req, input?.web?.request].find(import_misplaced.isFetchRequest);
  if (request) return { delivery: delivery(request), request: () => request };
  const node = input?.node?.req;
  if ((0, import_misplaced.isIncoming)(node)) return { delivery: (0, import_incoming.delivery)(node, node, node, CURE_H3), request: () => withoutBody(node) };
  return void 0;
}
function delivery(request) {
  return {
    method: request.method,
    header: (name) => request.headers.get(name) ?? void 0,
    open() {
      if (request.bodyUsed || request.body?.locked) throw (0, import_receive.alreadyRead)(CURE);
      return chunksOf(request.body);
    },
    concat: import_host.concat,
    async discard() {
      const end = performance.now() + MAX_DISCARD_MS;
      for await (const _ of chunksOf(request.body)) {
        if (performance.now() > end) break;
        await new Promise((resolve) => setTimeout(resolve));
      }
      await request.body?.cancel();
    }
  };
}
async function* chunksOf(stream) {
  if (!stream) return;
  const reader = stream.getReader();
  try {
    for (; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
function withoutBody({ url, method, headers }) {
  const pairs = Object.entries(headers).filter(([name]) => !name.startsWith(":")).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return new Request(new URL(url, "http://localhost"), { method, headers: pairs });
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action,
  webhook
});
