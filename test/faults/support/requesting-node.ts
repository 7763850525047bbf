import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import register from "../../../nodes/zoho-request/index";
import { REQUEST_DEFAULTS, type RequestConfig } from "../../../nodes/zoho-request/config";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import type { FlowMessage, NodeAPI } from "../../../nodes/shared/red";
import type { ErrorCause } from "../../../src/errors/zoho-error";
import type { ZohoRuntime } from "../../../src/zoho-runtime";
import { PROJECT_ROOT } from "../../support/project-root";

/** What became of one message. */
export interface End {
  /** What was sent on by the first output. */
  readonly results: FlowMessage[];
  /** The cause of each error, by whichever way it left. */
  readonly errors: ErrorCause[];
  /** How often `done` was called. */
  done: number;
}

/** A `zoho-request` with its own code, in this process: only Node-RED around it is a stand-in. */
export interface RequestingNode {
  /** Sends it a message. @returns when `done` is called for the first time */
  inject(msg: FlowMessage): { readonly end: End; readonly over: Promise<void> };
  /** As Node-RED closes it. */
  close(): Promise<void>;
  /** Everything that it has shown, logged, or sent, as text; for the hunt for secrets. */
  said(): readonly unknown[];
}

type Constructor = new (def: object) => EventEmitter;

/** What Node-RED's own functions for messages are. */
const { util } = createRequire(join(PROJECT_ROOT, "node_modules", "node-red", "package.json"))(
  "@node-red/util",
) as { readonly util: object };

/**
 * @param client ID and secret of the client that the connections belong to
 */
export function requestingNode(
  zoho: ZohoRuntime,
  client: { readonly clientId: string; readonly clientSecret: string },
  properties: Partial<RequestConfig>,
): RequestingNode {
  const said: unknown[] = [];
  const errors = properties.errors ?? REQUEST_DEFAULTS.errors;
  const itsClient = Object.assign(new EventEmitter(), {
    id: "client",
    type: "zoho-client",
    config: CLIENT_DEFAULTS,
    credentials: client,
    service: Promise.resolve({ zoho }),
    started: Promise.resolve(),
    isStarted: true,
  });
  const types = new Map<string, Constructor>();
  const RED = {
    util,
    settings: {},
    _: (key: string, values: object) => `${key} ${JSON.stringify(values)}`,
    // The dialog's routes, which no scenario asks.
    httpAdmin: { get: () => undefined, post: () => undefined },
    auth: { needsPermission: () => undefined },
    // Flows never count as started: what would then be looked for on this machine's disk is not this node's.
    events: new EventEmitter(),
    nodes: {
      createNode: (node: EventEmitter, def: object) => {
        Object.assign(node, def, {
          status: (status: unknown) => said.push(status),
          error: (...told: unknown[]) => said.push(told),
          log: (...told: unknown[]) => said.push(told),
          warn: (...told: unknown[]) => said.push(told),
        });
      },
      getNode: (id: string) => (id === "client" ? itsClient : null),
      registerType: (type: string, constructor: Constructor) => {
        Object.setPrototypeOf(constructor.prototype, EventEmitter.prototype);
        types.set(type, constructor);
      },
    },
  };
  register(RED as unknown as NodeAPI);
  const ZohoRequest = types.get("zoho-request");
  if (ZohoRequest === undefined) throw new Error("zoho-request was not registered");
  const node = new ZohoRequest({
    ...REQUEST_DEFAULTS,
    ...properties,
    id: "request",
    type: "zoho-request",
    client: "client",
    outputs: errors === "output" ? 2 : 1,
    errors,
  });

  function inject(msg: FlowMessage): { readonly end: End; readonly over: Promise<void> } {
    const end: End = { results: [], errors: [], done: 0 };
    const over = new Promise<void>((resolve) => {
      const send = (sent: FlowMessage | (FlowMessage | null)[]): void => {
        said.push(sent);
        const [result, error] = Array.isArray(sent) ? sent : [sent];
        if (result) end.results.push(result);
        if (error) end.errors.push((error["error"] as { readonly cause: ErrorCause }).cause);
      };
      const done = (error?: Error): void => {
        end.done++;
        said.push(error, error?.stack);
        if (error !== undefined) end.errors.push(error.cause as ErrorCause);
        resolve();
      };
      node.emit("input", msg, send, done);
    });
    return { end, over };
  }

  return {
    inject,
    close: () =>
      new Promise((resolve) => {
        node.emit("close", false, resolve);
      }),
    said: () => said,
  };
}
