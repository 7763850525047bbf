/** The few places where Node-RED's types and ours are brought together, so that casts live in one file. */
import type { Node, NodeAPI, NodeMessageInFlow } from "node-red";

export type { Node, NodeAPI } from "node-red";

/** A message of a flow. Nothing in it is trusted. */
export type FlowMessage = Record<string, unknown> & { _msgid?: string };

export type Send = (message: FlowMessage | (FlowMessage | null)[]) => void;
export type Done = (error?: Error) => void;

/** Listens to messages with exactly three parameters, which is how Node-RED knows that `done` will be called. */
export function onInput(node: Node, listener: (msg: FlowMessage, send: Send, done: Done) => void): void {
  node.on("input", (msg: NodeMessageInFlow, send, done) => {
    listener(msg as unknown as FlowMessage, send as unknown as Send, done as Done);
  });
}

/** The node with this ID, or undefined where it is not deployed. */
export function findNode(RED: NodeAPI, id: string): Node | undefined {
  return (RED.nodes.getNode(id) as Node | null) ?? undefined;
}

/** A value of a typed input. Node-RED's asynchronous form serves every type and every context store. */
export function evaluate(
  RED: NodeAPI,
  node: Node,
  input: { readonly value: string; readonly type: string },
  msg: FlowMessage,
): Promise<unknown> {
  if (input.type === "str") return Promise.resolve(input.value);
  return new Promise((resolve, reject) => {
    RED.util.evaluateNodeProperty(
      input.value,
      input.type,
      node,
      msg as never,
      (error: Error | null, value: unknown) => {
        if (error) reject(error);
        else if (isForeignThenable(value)) reject(new Error("it has a method 'then', as only promises have"));
        else resolve(value);
      },
    );
  });
}

/** True for what a promise would wait for, perhaps for ever, although it is none. */
function isForeignThenable(value: unknown): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return !(value instanceof Promise) && typeof Reflect.get(value, "then") === "function";
}

/** A property of a message by its path, e.g. `payload.id`; undefined where it is not there. */
export function messageProperty(RED: NodeAPI, msg: FlowMessage, path: string): unknown {
  try {
    return RED.util.getMessageProperty(msg, path) as unknown;
  } catch {
    return undefined;
  }
}

/** An own property of a message, never one of its prototype. */
export function own(record: unknown, key: string): unknown {
  if (typeof record !== "object" || record === null) return undefined;
  return Object.hasOwn(record, key) ? (Reflect.get(record, key) as unknown) : undefined;
}
