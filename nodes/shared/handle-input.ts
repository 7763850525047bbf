import { asZohoError } from "../../src/errors/as-zoho-error";
import type { CancelSignal } from "../../src/time/cancel-signal";
import type { ZohoError } from "../../src/errors/zoho-error";
import { InFlight, MessageInHand, whyEnded } from "./in-flight";
import { type Beginner, LoopTurns } from "./loop-turns";
import { type Done, type FlowMessage, type Node, onInput, type Send } from "./red";
import { type ErrorOutlet, reportError, sendWithError } from "./report-error";
import type { StatusBoard } from "./status-board";

/** What became of a message. */
export interface Handled {
  /** One entry for each output, null for none. */
  readonly outputs: readonly (FlowMessage | null)[];
  /** Reported besides what is sent: some records of a write were refused. */
  readonly error?: ZohoError | undefined;
}

/** A message in good hands: whoever has it ends it by `Stream.resume`, and nothing else is kept of it meanwhile. */
export const LATER = Symbol("later");

/** What comes of a message while it is still being worked on. */
export interface Stream {
  /**
   * Sends messages ahead of what is returned at the end, and waits until the runtime has had a turn: what is sent
   * faster than flows take it would pile up.
   *
   * @throws the signal's reason where the node was closed meanwhile: nothing is sent then
   */
  send(outputs: readonly (FlowMessage | null)[]): Promise<void>;
  /** Shows below the node how many records there were so far. */
  progress(records: number): void;
  /** Goes on with a message for which `LATER` was said, to its end. */
  resume(work: Promise<Handled>): void;
  /**
   * Cancels the other messages of this node, or those with an ID.
   *
   * @returns how many; each ends with its own error
   */
  cancelOthers(id: string | undefined): number;
}

export interface InputHandling {
  readonly outlet: ErrorOutlet;
  /** Shows what is in the air; a node that shows its own work leaves most of it out. */
  readonly status: Pick<StatusBoard, "begin" | "end" | "count" | "close">;
  /** Longest time for a message as a whole, milliseconds; undefined for none. Must not throw. */
  readonly limitMs?: (msg: FlowMessage) => number | undefined;
  /** Works on one message; must not change it where the error outlet is to send it on as it came. */
  readonly work: (msg: FlowMessage, signal: CancelSignal, stream: Stream) => Promise<Handled | typeof LATER>;
}

/** Longest time that closing waits for calls to end, milliseconds; Node-RED itself allows 15 s. */
const CLOSE_MS = 1_000;

/**
 * The only place where nodes listen to messages, send and call `done`: exactly once for each message, whatever is
 * thrown. Closing cancels what is in the air and waits for it.
 */
export function handleInput(node: Node, handling: InputHandling): void {
  const messages = new NodeMessages(node, handling);
  onInput(node, (msg, send, done) => {
    messages.receive(msg, send, done);
  });
  node.on("close", (_removed: boolean, done: () => void) => {
    void messages.close().then(done);
  });
}

/** All nodes share one event loop. */
const LOOP_TURNS = new LoopTurns();

/** The messages of one node. Thousands may wait for their turn at once: each costs one object here. */
class NodeMessages {
  readonly inFlight = new InFlight();
  private running = 0;
  private whenIdle: (() => void) | undefined;

  constructor(
    private readonly node: Node,
    readonly handling: InputHandling,
  ) {}

  receive(msg: FlowMessage, send: Send, done: Done): void {
    const message = new ReceivedMessage(this, msg, send, done);
    this.running++;
    this.handling.status.begin();
    this.inFlight.enter(message, this.handling.limitMs?.(msg));
    LOOP_TURNS.begin(message);
  }

  ended(message: ReceivedMessage, { outputs, error }: Handled): void {
    this.leave(message, error, () => {
      const { sendOn, done } = message;
      if (error !== undefined)
        sendWithError(this.node, this.handling.outlet, error, { outputs, ...message.ways });
      else {
        if (outputs.length > 0) sendOn([...outputs]);
        done();
      }
    });
  }

  failed(message: ReceivedMessage, thrown: unknown): void {
    const error = asZohoError(whyEnded(thrown, message, this.handling.limitMs?.(message.msg)));
    this.leave(message, error, () => {
      reportError(this.node, this.handling.outlet, error, message.ways);
    });
  }

  /** @param tell what the flow is told at the end */
  private leave(message: ReceivedMessage, error: ZohoError | undefined, tell: () => void): void {
    const { status } = this.handling;
    try {
      this.inFlight.leave(message);
      status.count(message, 0);
      status.end(error);
      tell();
    } catch (thrown) {
      // Nothing may come here; but a rejection that nobody takes would end the whole runtime.
      this.node.error(asZohoError(thrown).message);
    } finally {
      this.running--;
      if (this.running === 0) this.whenIdle?.();
    }
  }

  /** Cancels what is in the air. @returns when it has ended, or when patience has */
  async close(): Promise<void> {
    const cancelled = this.inFlight.stop();
    if (cancelled > 0)
      this.node.log(
        `Stopped with ${String(cancelled)} messages in hand; each ends with an error of its own.`,
      );
    const idle = new Promise<void>((resolve) => {
      if (this.running === 0) resolve();
      else this.whenIdle = resolve;
    });
    const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    await Promise.race([idle, patience]);
    this.handling.status.close();
  }
}

/** One message on its way through a node: also what cancels it, and what is sent of it meanwhile. */
class ReceivedMessage extends MessageInHand implements Stream, Beginner {
  constructor(
    private readonly of: NodeMessages,
    msg: FlowMessage,
    readonly sendOn: Send,
    readonly done: Done,
  ) {
    super(msg);
  }

  /** What reporting an error needs. */
  get ways(): { readonly msg: FlowMessage; readonly send: Send; readonly done: Done } {
    return { msg: this.msg, send: this.sendOn, done: this.done };
  }

  begin(): void {
    this.follow(this.work());
  }

  resume(work: Promise<Handled>): void {
    this.follow(work);
  }

  async send(outputs: readonly (FlowMessage | null)[]): Promise<void> {
    this.throwIfAborted();
    this.sendOn([...outputs]);
    await new Promise(setImmediate);
  }

  progress(records: number): void {
    this.of.handling.status.count(this, records);
  }

  cancelOthers(id: string | undefined): number {
    return this.of.inFlight.cancel(this.msg, id);
  }

  private follow(work: Promise<Handled | typeof LATER>): void {
    work.then(
      (handled) => {
        if (handled !== LATER) this.of.ended(this, handled);
      },
      (thrown: unknown) => {
        this.of.failed(this, thrown);
      },
    );
  }

  private work(): Promise<Handled | typeof LATER> {
    try {
      this.throwIfAborted();
      return this.of.handling.work(this.msg, this, this);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }
}
