import { setMaxListeners } from "node:events";
import type { ZohoError } from "../../src/errors/zoho-error";
import { type FlowMessage, type Node, onInput } from "./red";
import { asZohoError, type ErrorOutlet, reportError, sendWithError } from "./report-error";
import type { StatusBoard } from "./status-board";

/** What became of a message. */
export interface Handled {
  /** One entry for each output, null for none. */
  readonly outputs: readonly (FlowMessage | null)[];
  /** Reported besides what is sent: some records of a write were refused. */
  readonly error?: ZohoError | undefined;
}

export interface InputHandling {
  readonly outlet: ErrorOutlet;
  readonly status: StatusBoard;
  /** Works on one message; must not change it where the error outlet is to send it on as it came. */
  readonly work: (msg: FlowMessage, signal: AbortSignal) => Promise<Handled>;
}

/** Longest time that closing waits for calls to end, milliseconds; Node-RED itself allows 15 s. */
const CLOSE_MS = 1_000;

/**
 * The only place where nodes listen to messages, send and call `done`: exactly once for each message, whatever is
 * thrown. Closing cancels what is in the air and waits for it.
 */
export function handleInput(node: Node, { outlet, status, work }: InputHandling): void {
  const closing = new AbortController();
  // Every call in the air listens to it; Node would warn of a leak at the eleventh.
  setMaxListeners(0, closing.signal);
  const running = new Set<Promise<void>>();

  onInput(node, (msg, send, done) => {
    const run = handle()
      .catch((thrown: unknown) => {
        // Nothing may come here; but a rejection that nobody takes would end the whole runtime.
        node.error(asZohoError(thrown).message);
      })
      .finally(() => running.delete(run));
    running.add(run);

    async function handle(): Promise<void> {
      status.begin();
      let handled: Handled;
      try {
        handled = await work(msg, closing.signal);
      } catch (thrown) {
        const error = asZohoError(thrown);
        status.end(error);
        reportError(node, outlet, error, { msg, send, done });
        return;
      }
      const { outputs, error } = handled;
      status.end(error);
      if (error !== undefined) sendWithError(node, outlet, error, { outputs, msg, send, done });
      else {
        send([...outputs]);
        done();
      }
    }
  });

  node.on("close", (_removed: boolean, done: () => void) => {
    closing.abort(new Error("the node was stopped"));
    const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    void Promise.race([Promise.allSettled(running), patience]).then(() => {
      status.close();
      done();
    });
  });
}
