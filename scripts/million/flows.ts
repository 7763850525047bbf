import { join } from "node:path";
import { CLIENT_DEFAULTS } from "../../nodes/zoho-client/config";
import type { RequestConfig } from "../../nodes/zoho-request/config";
import {
  catcher,
  client,
  declared,
  probeIn,
  probeOut,
  request,
  TAB,
} from "../../test/nodes/support/zoho-flow";
import type { FlowNode } from "../../test/support/flow";
import { PROJECT_ROOT } from "../launch/project-root";

/** Settings of Node-RED in which flows have the sink. */
export const SINK_SETTINGS = `(() => {
  let seq = 0;
  let calls = 0;
  const apiCalls = async () => {
    const answer = await fetch(process.env.ZOHO_EMULATOR_URL + "/_emulator/requests?since=" + seq);
    const { requests } = await answer.json();
    seq = requests.at(-1)?.seq ?? seq;
    calls += requests.filter(({ host }) => host.includes("zohoapis")).length;
    return calls;
  };
  const sink = require(${JSON.stringify(join(PROJECT_ROOT, "scripts", "million", "sink.js"))})(apiCalls);
  return { functionGlobalContext: { sink } };
})()`;

const BEGIN = `
  const { order, ...rest } = msg;
  global.get("sink").begin(order);
  return ["list", "pushed", "asked"].map((by) => (order.by === by ? rest : null));`;

const CHECK = `return global.get("sink").take(msg.payload, msg.complete === true);`;

/** Goes on where an error says, as soon as it says; what can't be repeated ends the reading. */
const RETRY = `
  const { class: name, code, retryAfterMs = 0, details } = msg.error.cause;
  if (name !== "rate_limited" && name !== "unreachable") return [null, null, msg];
  const again = { ...msg, zoho: { ...msg.zoho, continueFrom: details?.continueFrom } };
  delete again.error;
  setTimeout(() => node.send([again, null, null]), Math.max(100, retryAfterMs));
  return [null, { class: name, code }, null];`;

/** A list that is not gone on with, or a mistake in one of these functions. */
const FAIL = `return { failed: msg.error.message };`;

/** Asks for the next page when it has worked on this one. */
const SLOW = `global.get("sink").slowly().then(() => node.send([msg, msg]), (error) => node.error(error, msg));`;

/** Waits for something with each message, as an HTTP request or a database does; the others wait in line. */
const QUEUE = `return [null, global.get("sink").queue(msg, (one) => node.send([one, null]))];`;

const LIST: Partial<RequestConfig> = { connection: "acme", errors: "output" };

function code(id: string, func: string, wires: string[][]): FlowNode {
  return { id, type: "function", z: "tab", func, outputs: wires.length, wires };
}

/** Three lists: into a sink that is fast, into one that is slow, and into one that is slow and asks for each page. */
export const FLOWS: readonly FlowNode[] = [
  TAB,
  client("client", {
    scopes: [...CLIENT_DEFAULTS.scopes, "ZohoCRM.coql.READ"],
    connections: [declared("acme")],
  }),
  probeIn("in", "begin"),
  code("begin", BEGIN, [["list"], ["pushed"], ["asked"]]),
  request("list", LIST, [["check"], ["retry"]]),
  code("check", CHECK, [["ticks"]]),
  code("retry", RETRY, [["list"], ["errors"], ["fail"]]),
  catcher("catch", ["begin", "check", "retry", "queue", "slow"], "fail"),
  code("fail", FAIL, [["ticks"]]),
  request("pushed", LIST, [["queue"], ["fail"]]),
  code("queue", QUEUE, [["check"], ["read"]]),
  request("asked", { ...LIST, paging: "asked" }, [["slow"], ["fail"]]),
  code("slow", SLOW, [["check"], ["asked"]]),
  ...["ticks", "errors", "read"].map(probeOut),
];
