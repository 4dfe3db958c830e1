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
var import_common = require("@nestjs/common");
var import_incoming = require("../lib/incoming.cjs");
var import_receive = require("../lib/receive.cjs");
const CURE = "create the application with NestFactory.create(AppModule, { rawBody: true })";
const HANDLER_HINT = "@UseGuards(webhook(verifier)) on the method that handles the event";
function webhook(verifier, options) {
  const receive = (0, import_receive.receiver)(verifier, options, HANDLER_HINT);
  return {
    async canActivate(context) {
      const request = context.switchToHttp().getRequest();
      const outcome = await receive((0, import_incoming.delivery)(request, request.raw ?? request, request, CURE));
      if (!outcome.accepted) throw new import_common.HttpException({ error: outcome.code }, outcome.status);
      request.webhookEvent = outcome.event;
      request.rawBody = outcome.payload;
      return true;
    }
  };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  webhook
});
