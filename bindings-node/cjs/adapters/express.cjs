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
const CURE = "mount webhook(verifier) before express.json(); or for this path, use express.raw({ type: '*/*' }) instead, or have express.json({ verify }) store the Buffer in request.rawBody";
const HANDLER_HINT = "app.post('/webhooks', webhook(verifier), handler)";
function webhook(verifier, options) {
  const receive = (0, import_receive.receiver)(verifier, options, HANDLER_HINT);
  return async (request, response, next) => {
    if (!(0, import_misplaced.isNode)(request, response) || typeof next !== "function" || (0, import_misplaced.isOfFastify)(request, response)) {
      return (0, import_misplaced.misplaced)("hookseal/express", [request, response, next]);
    }
    try {
      const outcome = await receive((0, import_incoming.delivery)(request, request, request, CURE));
      if (!outcome.accepted) {
        response.writeHead(outcome.status, outcome.headers).end(outcome.body);
        return;
      }
      if (response.headersSent) {
        throw new TypeError("the request was answered while hookseal/express was reading it: the event is not handled");
      }
      request.body = outcome.payload;
      request.webhookEvent = outcome.event;
    } catch (error) {
      next(error);
      return;
    }
    next();
  };
}
function action(verifier, handler, options) {
  const decide = (0, import_decide.decider)(verifier, handler, options);
  return async (request, response, next) => {
    if (!(0, import_misplaced.isNode)(request, response) || typeof next !== "function" || (0, import_misplaced.isOfFastify)(request, response)) {
      return (0, import_misplaced.misplaced)("hookseal/express", [request, response, next]);
    }
    try {
      const { status, headers, body } = await decide((0, import_incoming.delivery)(request, request, request, CURE), request);
      response.writeHead(status, headers).end(body);
    } catch (error) {
      next(error);
    }
  };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action,
  webhook
});
