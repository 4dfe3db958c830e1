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
var import_node_http = require("node:http");
var import_decide = require("../lib/decide.cjs");
var import_misplaced = require("../lib/misplaced.cjs");
var import_receive = require("../lib/receive.cjs");
var import_settings = require("../lib/settings.cjs");
const NO_REQUEST = "this event is not an HTTP request, as it has no HTTP method: check that API Gateway, a function URL or an application load balancer invokes the function, and nothing else";
function webhook(verifier, handler, options) {
  (0, import_settings.toHandler)(handler, "webhook(verifier, async (event, lambdaEvent, payload) => { ... })");
  const receive = (0, import_receive.receiver)(verifier, options);
  return async (lambdaEvent, ...rest) => {
    const request = Object.assign(/* @__PURE__ */ Object.create(null), lambdaEvent);
    if (methodOf(request) === void 0) return (0, import_misplaced.misplaced)("hookseal/lambda", [lambdaEvent, ...rest], NO_REQUEST);
    const { accepted, event, payload, status, headers, body } = await receive(delivery(request));
    if (!accepted) return toAnswer(request, { statusCode: status, headers, body });
    return toAnswer(request, await handler(event, lambdaEvent, payload) ?? { statusCode: 200, headers: {}, body: "" });
  };
}
function action(verifier, handler, options) {
  const decide = (0, import_decide.decider)(verifier, handler, options);
  return async (lambdaEvent, ...rest) => {
    const request = Object.assign(/* @__PURE__ */ Object.create(null), lambdaEvent);
    if (methodOf(request) === void 0) return (0, import_misplaced.misplaced)("hookseal/lambda", [lambdaEvent, ...rest], NO_REQUEST);
    const { status, headers, body } = await decide(delivery(request), lambdaEvent);
    return toAnswer(request, { statusCode: status, headers, body: body.toString() });
  };
}
function methodOf(request) {
  return request.httpMethod ?? request.requestContext?.http?.method;
}
function delivery(request) {
  const { body, isBase64Encoded } = request;
  return {
    method: methodOf(request),
    header: (name) => headerOf(request, name),
    open: () => Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
    discard: async () => {
    }
  };
}
function headerOf({ headers, multiValueHeaders }, name) {
  const lists = multiValueHeaders ?? {};
  const values = Object.entries(Object.keys(lists).length > 0 ? lists : headers ?? {}).filter(([key]) => key.toLowerCase() === name).flatMap(([, value]) => value);
  return values.length > 0 ? values.join(", ") : void 0;
}
function toAnswer({ requestContext, multiValueHeaders }, result) {
  if (!requestContext?.elb || typeof result !== "object") return result;
  const { statusCode } = result;
  const statusDescription = `${statusCode} ${import_node_http.STATUS_CODES[statusCode] ?? ""}`.trim();
  const { headers = {}, ...rest } = { isBase64Encoded: false, statusDescription, ...result };
  if (!multiValueHeaders) return { headers, ...rest };
  const lists = Object.entries(headers).map(([name, value]) => [name, [value].flat().map(String)]);
  return { multiValueHeaders: Object.fromEntries(lists), ...rest };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  action,
  webhook
});
