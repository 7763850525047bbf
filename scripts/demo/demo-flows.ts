import { AUTHORIZE_DEFAULTS } from "../../nodes/zoho-authorize/config";
import { CLIENT_DEFAULTS, type ClientConfig } from "../../nodes/zoho-client/config";
import { REFRESH_DEFAULTS } from "../../nodes/zoho-refresh/config";
import { REQUEST_DEFAULTS } from "../../nodes/zoho-request/config";
import { ERROR_CLASSES } from "../../src/errors/classes";
import type { FlowNode } from "../launch/example-flows";

/**
 * The flows that the demo drives over HTTP: only core nodes and the shipped ones. What they answer is what the
 * rows judge.
 */

const TAB = "demo-tab";

/** Environment variable that holds the refresh token of the connection that is declared in the wrong environment. */
export const MISLABELLED_TOKEN = "DEMO_MISLABELLED_REFRESH_TOKEN";

/** A node on the demo's tab; positions only matter to people who open it. */
function node(
  id: string,
  type: string,
  wires: readonly (readonly string[])[],
  properties: object = {},
): FlowNode {
  return { id, type, z: TAB, name: "", x: 200, y: 100, wires, ...properties };
}

function client(id: string, properties: Partial<ClientConfig> = {}): FlowNode {
  return { id, type: "zoho-client", ...CLIENT_DEFAULTS, realm: "emulator", ...properties };
}

function httpIn(id: string, url: string, next: string): FlowNode {
  const properties = { url, method: "post", upload: false, skipBodyParsing: false, swaggerDoc: "" };
  return node(id, "http in", [[next]], properties);
}

function answer(id: string): FlowNode {
  return node(id, "http response", [], { statusCode: "200", headers: {} });
}

function setPayload(id: string, expression: string, next: string): FlowNode {
  const rules = [{ t: "set", p: "payload", pt: "msg", to: expression, tot: "jsonata" }];
  return node(id, "change", [[next]], { rules });
}

/** Takes `zoho` and the body of the call out of what was posted. */
function unpack(id: string, next: string): FlowNode {
  const rules = [
    { t: "set", p: "zoho", pt: "msg", to: "payload.zoho", tot: "msg" },
    { t: "set", p: "payload", pt: "msg", to: "payload.body", tot: "msg" },
  ];
  return node(id, "change", [[next]], { rules });
}

/** Catch, error switch, and one branch for each output that names it in the answer. */
function branches(prefix: string, scope: readonly string[], end: string): readonly FlowNode[] {
  const branch = (name: string): string => `${prefix}-${name}`;
  return [
    node(`${prefix}-catch`, "catch", [[`${prefix}-switch`]], { scope, uncaught: false }),
    node(
      `${prefix}-switch`,
      "zoho-error",
      ERROR_CLASSES.map((name) => [branch(name)]),
      { version: 1 },
    ),
    ...ERROR_CLASSES.map((name) =>
      setPayload(branch(name), `{ "port": "${name}", "cause": zohoError.cause, "input": payload }`, end),
    ),
  ];
}

/** `POST /demo/call {zoho, body}`: a request node with nothing set in its dialog, so the message says it all. */
function callFlow(name: string, clientId: string): readonly FlowNode[] {
  const request = { ...REQUEST_DEFAULTS, client: clientId, product: "", method: "" };
  return [
    httpIn(`${name}-in`, `/demo/${name}`, `${name}-unpack`),
    unpack(`${name}-unpack`, `${name}-request`),
    node(`${name}-request`, "zoho-request", [[`${name}-ok`]], request),
    setPayload(
      `${name}-ok`,
      `{ "payload": payload, "status": statusCode, "result": zohoResult }`,
      `${name}-answer`,
    ),
    ...branches(name, [`${name}-request`], `${name}-answer`),
    answer(`${name}-answer`),
  ];
}

/** `POST /demo/keep-trying`: what is unreachable goes round until it is delivered. */
const keepTrying: readonly FlowNode[] = [
  httpIn("keep-in", "/demo/keep-trying", "keep-unpack"),
  unpack("keep-unpack", "keep-request"),
  node("keep-request", "zoho-request", [["keep-ok"]], {
    ...REQUEST_DEFAULTS,
    client: "demo-client",
    product: "",
    method: "",
  }),
  setPayload("keep-ok", `{ "payload": payload, "rounds": rounds }`, "keep-answer"),
  node("keep-catch", "catch", [["keep-switch"]], { scope: ["keep-request"], uncaught: false }),
  node(
    "keep-switch",
    "zoho-error",
    ERROR_CLASSES.map((name) => [name === "unreachable" ? "keep-count" : "keep-lost"]),
    { version: 1 },
  ),
  node("keep-count", "change", [["keep-wait"]], {
    rules: [
      { t: "set", p: "rounds", pt: "msg", to: "($exists(rounds) ? rounds : 0) + 1", tot: "jsonata" },
      { t: "set", p: "zoho", pt: "msg", to: '{"connection":"acme-production","path":"org"}', tot: "json" },
    ],
  }),
  node("keep-wait", "delay", [["keep-request"]], {
    pauseType: "delay",
    timeout: "10",
    timeoutUnits: "milliseconds",
    rate: "1",
    nbRateUnits: "1",
    rateUnits: "second",
    randomFirst: "1",
    randomLast: "5",
    randomUnits: "seconds",
    drop: false,
    allowrate: false,
    outputs: 1,
  }),
  setPayload("keep-lost", `{ "lost": zohoError.cause, "rounds": rounds }`, "keep-answer"),
  answer("keep-answer"),
];

/** `POST /demo/connect`: answers with the prompt; how the consent ended is kept for `POST /demo/outcome`. */
function connectFlow(name: string, clientId: string): readonly FlowNode[] {
  const keep = { outputs: 1, timeout: 0, noerr: 0, initialize: "", finalize: "", libs: [] };
  const authorize = { ...AUTHORIZE_DEFAULTS, client: clientId, timeout: 60, errors: "output", outputs: 3 };
  return [
    httpIn(`${name}-in`, `/demo/${name}`, `${name}-unpack`),
    unpack(`${name}-unpack`, `${name}-authorize`),
    node(
      `${name}-authorize`,
      "zoho-authorize",
      [[`${name}-answer`], [`${name}-keep`], [`${name}-failed`]],
      authorize,
    ),
    answer(`${name}-answer`),
    setPayload(`${name}-failed`, `{ "cause": error.cause }`, `${name}-keep`),
    node(`${name}-keep`, "function", [], { ...keep, func: `global.set("outcome", msg.payload);` }),
  ];
}

const outcome: readonly FlowNode[] = [
  httpIn("outcome-in", "/demo/outcome", "outcome-take"),
  setPayload("outcome-take", `$globalContext("outcome")`, "outcome-clear"),
  node("outcome-clear", "change", [["outcome-answer"]], {
    rules: [{ t: "delete", p: "outcome", pt: "global" }],
  }),
  answer("outcome-answer"),
];

/** `POST /demo/grant-code {zoho, body}`: connects with the code of a Self Client. */
const grantCode: readonly FlowNode[] = [
  httpIn("code-in", "/demo/grant-code", "code-unpack"),
  unpack("code-unpack", "code-authorize"),
  node("code-authorize", "zoho-authorize", [[], ["code-answer"]], {
    ...AUTHORIZE_DEFAULTS,
    client: "demo-self-client",
    way: "grantCode",
  }),
  ...branches("code", ["code-authorize"], "code-answer"),
  answer("code-answer"),
];

/** `POST /demo/token {zoho}`: the state of a token; `/demo/renew` renews it first. */
function tokenFlow(name: string, mode: "check" | "force"): readonly FlowNode[] {
  return [
    httpIn(`${name}-in`, `/demo/${name}`, `${name}-unpack`),
    unpack(`${name}-unpack`, `${name}-refresh`),
    node(`${name}-refresh`, "zoho-refresh", [[`${name}-answer`]], {
      ...REFRESH_DEFAULTS,
      client: "demo-client",
      mode,
    }),
    ...branches(name, [`${name}-refresh`], `${name}-answer`),
    answer(`${name}-answer`),
  ];
}

/** All flows of the demo. */
export const DEMO_FLOWS: readonly FlowNode[] = [
  {
    id: TAB,
    type: "tab",
    label: "Demo",
    disabled: false,
    info: "Driven over HTTP by npm run demo.",
    env: [],
  },
  client("demo-client", {
    connections: [
      {
        name: "acme-mislabelled",
        dataCenter: "us",
        environment: "Sandbox",
        orgId: "",
        refreshToken: `\${${MISLABELLED_TOKEN}}`,
      },
    ],
  }),
  client("demo-self-client", { clientType: "self" }),
  client("demo-reading-client", { scopes: ["ZohoCRM.modules.READ", "ZohoCRM.org.READ"] }),
  ...callFlow("call", "demo-client"),
  ...callFlow("self-call", "demo-self-client"),
  ...keepTrying,
  ...connectFlow("connect", "demo-client"),
  ...connectFlow("connect-reading", "demo-reading-client"),
  ...outcome,
  ...grantCode,
  ...tokenFlow("token", "check"),
  ...tokenFlow("renew", "force"),
];
