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
  action: () => action,
  webhook: () => webhook
});
module.exports = __toCommonJS(stdin_exports);
var import_decide = require("../lib/decide.cjs");
var import_incoming = require("../lib/incoming.cjs");
var import_misplaced = require("../lib/misplaced.cjs");
var import_receive = require("../lib/receive.cjs");
var import_settings = require("../lib/settings.cjs");
function webhook(verifier, handler, options) {
  (0, import_settings.toHandler)(handler, "webhook(verifier, (event, request, response) => { ... })");
  const receive = (0, import_receive.receiver)(verifier, options);
  return async (request, response, next) => {
    if (!(0, import_misplaced.isNode)(request, response)) {
      return (0, import_misplaced.misplaced)("hookseal/http", [request, response, next]);
    }
    try {
      const outcome = await receive((0, import_incoming.delivery)(request, request, request, cureFor(request, response)));
      if (response.headersSent) throw answeredBefore();
      if (!outcome.accepted) {
        response.writeHead(outcome.status, outcome.headers).end(outcome.body);
        return;
      }
      request.body = outcome.payload;
      response.statusCode = 200;
      await handler(outcome.event, request, response);
      if (!response.headersSent) response.end();
    } catch (error) {
      (0, import_incoming.fail)(response, error);
    }
  };
}
function action(verifier, handler, options) {
  const decide = (0, import_decide.decider)(verifier, handler, options);
  return async (request, response, next) => {
    if (!(0, import_misplaced.isNode)(request, response)) return (0, import_misplaced.misplaced)("hookseal/http", [request, response, next]);
    try {
      const cure = cureFor(request, response);
      const { status, headers, body } = await decide((0, import_incoming.delivery)(request, request, request, cure), request);
      if (response.headersSent) throw answeredBefore();
      response.writeHead(status, headers).end(body);
    } catch (error) {
      (0, import_incoming.fail)(response, error);
    }
  };
}
function answeredBefore() {
  return new TypeError(
    "the request was answered while hookseal/http was reading it, so the handler was not called: await or return the promise that the listener returns, or in Koa use hookseal/koa"
  );
}
function cureFor(request, response) {
  if (typeof response.setPreviewData === "function") {
    return "add `export const config = { api: { bodyParser: false } }` to this file of the pages router of Next.js";
  }
  if (request.app) return "mount it before express.json(), or have express.json({ verify }) store request.rawBody";
  return "call the listener before anything else reads the request";
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action,
  webhook
});
