/**
 * The test's two ends inside Node-RED. They talk over the process's IPC channel instead of HTTP, so they work
 * whatever a test does to the admin API (adminAuth, httpAdminRoot: false), and nothing has to be polled.
 *
 * From the test: {ask, kind: "inject", probe, msg} | {ask, kind: "flush"}
 * To the test:   {kind: "answer", ask, error?} | {kind: "message", probe, msg} | {kind: "status", node, status}
 *                | {kind: "done", node, msgid, error} | {kind: "flows-started"} | {kind: "flows-blocked", reason}
 */
"use strict";

const { record } = require("../secrets/witness/record");
const { decode, encode } = require("./wire-format");

module.exports = function probe(RED) {
  const entrances = new Map();

  RED.nodes.registerType("probe-in", function ProbeIn(config) {
    RED.nodes.createNode(this, config);
    entrances.set(this.id, this);
    this.on("close", () => {
      if (entrances.get(this.id) === this) entrances.delete(this.id);
    });
  });

  RED.nodes.registerType("probe-out", function ProbeOut(config) {
    RED.nodes.createNode(this, config);
    this.on("input", (msg, _send, done) => {
      const text = encode(msg);
      record("message", `${text}\n`);
      tell({ kind: "message", probe: this._alias ?? this.id, msg: text });
      done();
    });
  });

  RED.events.on("node-status", ({ id, status }) => {
    const text = encode(status);
    record("status", `${text}\n`);
    tell({ kind: "status", node: id, status: text });
  });
  RED.hooks.add("onSend.zoho-probe", (events) => {
    for (const { msg, source } of events) {
      if (source.node.type.startsWith("zoho-")) record("message", `${encode(msg)}\n`);
    }
  });
  // Also what a node that is closed already says of its messages, which no Complete or Catch node hears any more.
  RED.hooks.add("onComplete.zoho-probe", ({ msg, error, node }) => {
    if (!node.node.type.startsWith("zoho-")) return;
    if (error) record("error", `${encode(error)}\n`);
    tell({ kind: "done", node: node.id, msgid: msg._msgid, error: error?.code ?? error?.message });
  });
  RED.events.on("flows:started", () => tell({ kind: "flows-started" }));
  RED.events.on("runtime-event", (event) => {
    const reason = event?.id === "runtime-state" ? event.payload?.error : undefined;
    // Without its credentials Node-RED warns and starts all the same, unless a project is active.
    const startsAllTheSame = event?.payload?.text === "notification.warnings.credentials_load_failed_reset";
    if (reason !== undefined && !startsAllTheSame)
      tell({ kind: "flows-blocked", reason: encode(event.payload) });
  });

  // Which addresses answer, whoever has registered them; `httpAdmin` is not there with `httpAdminRoot: false`.
  RED.httpAdmin?.get("/probe/routes", (_request, response) => {
    response.json({ admin: routesOf(RED.httpAdmin), node: routesOf(RED.httpNode) });
  });

  // Before Node-RED's own listener closes the nodes: it was there first.
  process.prependListener("SIGTERM", () => {
    for (const context of contextsOf(RED)) record("context", `${encode(context)}\n`);
  });

  process.on("message", (request) => {
    if (request?.ask === undefined) return;
    tell({ kind: "answer", ask: request.ask, error: obey(request) });
  });

  function obey(request) {
    if (request.kind !== "inject") return undefined;
    const entrance = entrances.get(request.probe);
    if (entrance === undefined) return `no probe-in node "${request.probe}" is running`;
    entrance.send(decode(request.msg));
    return undefined;
  }
};

/** What Express 4 puts before the first route of an app by itself. */
const OF_EXPRESS = ["query", "expressInit"];

/** `GET /path` for each route of an Express 4 app, `USE expression` for what is mounted in another way. */
function routesOf(app) {
  // An app without any route has no router yet.
  return (app._router?.stack ?? []).flatMap(({ route, regexp, name }) => {
    if (OF_EXPRESS.includes(name)) return [];
    if (route === undefined) return [`USE ${name} ${String(regexp)}`];
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${String(route.path)}`);
  });
}

/** What is kept in memory or on disk for the whole runtime, each flow and each node, by name. */
function contextsOf(RED) {
  const contexts = new Set();
  RED.nodes.eachNode(({ id }) => {
    const context = RED.nodes.getNode(id)?.context();
    for (const one of [context, context?.flow, context?.global]) if (one) contexts.add(one);
  });
  return [...contexts].map((context) =>
    Object.fromEntries(context.keys().map((key) => [key, context.get(key)])),
  );
}

// A test run that is killed closes the channel: nothing may stay behind.
process.on("disconnect", () => process.exit(1));

function tell(report) {
  if (process.connected) process.send(report);
}
