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
  webhook: () => webhook
});
module.exports = __toCommonJS(stdin_exports);
var import_incoming = require("../lib/incoming.cjs");
var import_misplaced = require("../lib/misplaced.cjs");
var import_receive = require("../lib/receive.cjs");
const CURE = "put webhook(verifier) before the body parser, or have the parser keep the raw body in ctx.request.rawBody";
const HANDLER_HINT = "router.post('/webhooks', webhook(verifier), handler)";
function webhook(verifier, options) {
  const receive = (0, import_receive.receiver)(verifier, options, HANDLER_HINT);
  return async (context, next, third) => {
    if (!(0, import_misplaced.isKoa)(context, next)) return (0, import_misplaced.misplaced)("hookseal/koa", [context, next, third]);
    const { req, request, state } = context;
    const outcome = await receive((0, import_incoming.delivery)(req, req, request, CURE));
    if (!outcome.accepted) {
      context.status = outcome.status;
      context.set(outcome.headers);
      context.body = outcome.body;
      return;
    }
    state.webhookEvent = outcome.event;
    request.body = outcome.payload;
    await next();
  };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  webhook
});
