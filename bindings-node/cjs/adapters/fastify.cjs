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
var import_arguments = require("../lib/arguments.cjs");
const CURE = "register webhook in a scope of its own, without another content type parser and without a hook that reads the body";
function webhook(fastify, options, done) {
  const call = [fastify, options, done];
  if ((0, import_misplaced.callerOf)(call)) return (0, import_misplaced.misplaced)("hookseal/fastify", call);
  expectInstance("webhook", fastify);
  const { verifier, ...rest } = (0, import_arguments.ownOptions)(options, ["verifier", ...import_settings.NAMES], "webhook");
  const receive = (0, import_receive.receiver)(verifier, rest);
  const outcomes = /* @__PURE__ */ new WeakMap();
  const payloads = /* @__PURE__ */ new WeakMap();
  fastify.decorateRequest("webhookEvent", null);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("*", async (request, stream) => {
    const outcome = await receive((0, import_incoming.delivery)(request, stream, request, CURE));
    outcomes.set(request, outcome);
    return outcome.payload;
  });
  fastify.addHook("preValidation", async (request, reply) => {
    const outcome = outcomes.get(request) ?? await receive((0, import_incoming.delivery)(request, request.raw, request, CURE));
    if (!outcome.accepted) return reply.code(outcome.status).headers(outcome.headers).send(outcome.body);
    request.webhookEvent = outcome.event;
    request.body = outcome.payload;
    if (!request.routeOptions.schema?.body) return;
    payloads.set(request, outcome.payload);
    request.body = JSON.parse(outcome.payload.toString());
  });
  fastify.addHook("preHandler", async (request) => {
    if (payloads.has(request)) request.body = payloads.get(request);
  });
  done();
}
function action(fastify, options, done) {
  const call = [fastify, options, done];
  if ((0, import_misplaced.callerOf)(call)) return (0, import_misplaced.misplaced)("hookseal/fastify", call);
  expectInstance("action", fastify);
  const { verifier, ...rest } = (0, import_arguments.ownOptions)(options, ["verifier", ...import_decide.ACTION_NAMES], "action");
  const decide = (0, import_decide.judge)(verifier, rest);
  fastify.decorateRequest("workosAction", null);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("*", (_request, _stream, parsed) => parsed(null));
  fastify.addHook("preHandler", async (request, reply) => {
    const { handler } = request.routeOptions;
    const answer = await decide((0, import_incoming.delivery)(request, request.raw, request, CURE), (asked) => {
      request.workosAction = asked;
      return handler(request, reply);
    });
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
  done();
}
function expectInstance(name, fastify) {
  const isVerifier = ["constructEvent", "constructAction"].some((method) => typeof fastify?.[method] === "function");
  if (typeof fastify !== "function" && !isVerifier) return;
  throw new TypeError(
    `${name} from hookseal/fastify is a plugin, so do not call it: use scope.register(${name}, { verifier })`
  );
}
for (const plugin of [webhook, action]) {
  plugin[/* @__PURE__ */ Symbol.for("skip-override")] = true;
  plugin[/* @__PURE__ */ Symbol.for("plugin-meta")] = { name: "hookseal", fastify: "5.x" };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action,
  webhook
});
