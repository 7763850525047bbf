import type { ZohoError } from "../../src/errors/zoho-error";
import type { ErrorRoute } from "./error-route";
import { reportedErrors } from "./overview/error-book";
import type { Done, FlowMessage, Node, Send } from "./red";

/** Where a node's errors go. */
export interface ErrorOutlet {
  readonly route: ErrorRoute;
  /** Index of the error output. */
  readonly port: number;
}

/** The message as it came, with the error; what of it can't be read is left out, so that the rest still arrives. */
function withError(msg: FlowMessage, error: Record<string, unknown>): FlowMessage {
  try {
    return { ...msg, error };
  } catch {
    return { ...readable(msg), error };
  }
}

function readable(msg: FlowMessage): FlowMessage {
  const copy: FlowMessage = {};
  try {
    for (const key of Object.keys(msg)) copyOne(msg, key, copy);
  } catch {
    // It does not even say what it holds.
  }
  return copy;
}

function copyOne(msg: FlowMessage, key: string, copy: FlowMessage): void {
  try {
    copy[key] = msg[key];
  } catch {
    // Its getter throws.
  }
}

/** Tells of a failure that belongs to no message: in the log, and to people who look at the overview. */
export function warnOf(node: Node, error: ZohoError): void {
  reportedErrors.note(node, error);
  node.warn(error.message);
}

/**
 * Reports an error in exactly one of two ways, with the same content: to Catch nodes, or by the error output.
 * Then the message is done.
 */
export function reportError(
  node: Node,
  outlet: ErrorOutlet,
  error: ZohoError,
  { msg, send, done }: { readonly msg: FlowMessage; readonly send: Send; readonly done: Done },
): void {
  reportedErrors.note(node, error);
  if (outlet.route === "catch") {
    done(error);
    return;
  }
  send(withErrorPort(outlet, [], withError(msg, errorProperty(node, error))));
  done();
}

/**
 * Sends what came of a message together with an error besides it. By the error output both leave in one go: Node-RED
 * then gives each its own copy, so that a flow behind one can't change what the other says.
 */
export function sendWithError(
  node: Node,
  outlet: ErrorOutlet,
  error: ZohoError,
  message: {
    readonly outputs: readonly (FlowMessage | null)[];
    readonly msg: FlowMessage;
    readonly send: Send;
    readonly done: Done;
  },
): void {
  const { outputs, msg, send, done } = message;
  reportedErrors.note(node, error);
  if (outlet.route === "catch") {
    send([...outputs]);
    done(error);
    return;
  }
  send(withErrorPort(outlet, outputs, withError(msg, errorProperty(node, error))));
  done();
}

/**
 * Sends what no message has asked for, with an error besides it where there is one: by the same ways as an answer.
 *
 * @param message is also what a Catch node gets, with the error
 */
export function sendUnasked(
  node: Node,
  outlet: ErrorOutlet,
  message: FlowMessage,
  error: ZohoError | undefined,
): void {
  const send: Send = (messages) => {
    node.send(messages as never);
  };
  if (error === undefined) {
    send(message);
    return;
  }
  const done: Done = (reported) => {
    if (reported !== undefined) node.error(reported, message as never);
  };
  sendWithError(node, outlet, error, { outputs: [message], msg: message, send, done });
}

function withErrorPort(
  outlet: ErrorOutlet,
  outputs: readonly (FlowMessage | null)[],
  error: FlowMessage,
): (FlowMessage | null)[] {
  return [...Array.from({ length: outlet.port }, (_, index) => outputs[index] ?? null), error];
}

/** `msg.error` as a Catch node would make it. */
function errorProperty(node: Node, error: ZohoError): Record<string, unknown> {
  const { id, type, name } = node;
  return {
    message: error.toString(),
    source: { id, type, name, count: 1 },
    // Not a deep copy: the items of a refused write may hold what can't be cloned.
    cause: { ...error.cause },
    code: error.code,
  };
}
