import { isZohoError, ZohoError } from "../../src/errors/zoho-error";
import type { ErrorRoute } from "./error-route";
import type { Done, FlowMessage, Node, Send } from "./red";

/** Where a node's errors go. */
export interface ErrorOutlet {
  readonly route: ErrorRoute;
  /** Index of the error output. */
  readonly port: number;
}

/** Anything that was thrown, as one of our errors. */
export function asZohoError(thrown: unknown): ZohoError {
  if (isZohoError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ZohoError("internal", { details: { message } });
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
  if (outlet.route === "catch") {
    done(error);
    return;
  }
  const ports: (FlowMessage | null)[] = Array.from({ length: outlet.port }, () => null);
  send([...ports, { ...msg, error: errorProperty(node, error) }]);
  done();
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
