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
  callerOf: () => callerOf,
  isFetchRequest: () => isFetchRequest,
  isIncoming: () => isIncoming,
  isKoa: () => isKoa,
  isNode: () => isNode,
  isOfFastify: () => isOfFastify,
  misplaced: () => misplaced
});
module.exports = __toCommonJS(stdin_exports);
var import_incoming = require("./incoming.cjs");
const CURES = {
  Express: "app.post('/webhooks', webhook(verifier), handler) with webhook from hookseal/express",
  Fastify: "scope.register(webhook, { verifier }) with webhook from hookseal/fastify, or in NestJS @UseGuards(webhook(verifier)) with webhook from hookseal/nest",
  Koa: "router.post('/webhooks', webhook(verifier), handler) with webhook from hookseal/koa",
  "node:http": "createServer(webhook(verifier, handler)) with webhook from hookseal/http",
  "a fetch-style framework": "webhook(verifier, handler) from hookseal/web, and pass it the Request",
  "AWS Lambda": "webhook(verifier, handler) from hookseal/lambda as the exported handler"
};
function isNode(request, response) {
  return typeof request?.headers === "object" && isResponse(response);
}
function misplaced(adapter, call, otherwise = `${adapter} does not work here: use ${allCures()}`) {
  const caller = callerOf(call);
  const message = caller && `${adapter} does not work in ${caller}: use ${CURES[caller]}`;
  const error = new TypeError(message ?? otherwise);
  const [request, response, next] = call;
  if (isIncoming(request) && typeof next === "function") next(error);
  else if (isIncoming(request) && isResponse(response)) (0, import_incoming.fail)(response, error);
  else throw error;
}
function callerOf([first, second, third]) {
  if (isIncoming(first)) {
    if (isOfFastify(first, second)) return "Fastify";
    return typeof third === "function" ? "Express" : "node:http";
  }
  if (isIncoming(first?.raw)) return "Fastify";
  if (isKoa(first, second)) return "Koa";
  if ([first, first?.request, first?.req, first?.req?.raw].some(isFetchRequest)) return "a fetch-style framework";
  return first?.requestContext?.http || first?.httpMethod ? "AWS Lambda" : void 0;
}
function allCures() {
  return Object.entries(CURES).map(([caller, cure]) => `in ${caller} ${cure}`).join("; ");
}
function isIncoming(value) {
  return typeof value?.resume === "function" && typeof value.headers === "object";
}
function isResponse(value) {
  return typeof value?.writeHead === "function";
}
function isOfFastify(request, response) {
  if (!isResponse(response)) return false;
  return Object.hasOwn(request, "hostname") && Object.hasOwn(request, "ip") && Object.hasOwn(response, "log");
}
function isKoa(context, next) {
  return isIncoming(context?.req) && isResponse(context.res) && typeof next === "function";
}
function isFetchRequest(value) {
  return typeof value?.arrayBuffer === "function" && typeof value.headers?.get === "function";
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  callerOf,
  isFetchRequest,
  isIncoming,
  isKoa,
  isNode,
  isOfFastify,
  misplaced
});
