import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Dispatcher } from "undici";
import { type AnswerHead, type AnswerTarget, TransportError } from "./transport";

/** Takes the body of one answer: into memory, or to the target of the request where that wants it. */
export class AnswerBody {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private limit: number;
  private decided = false;
  private target: Writable | undefined;

  /**
   * @param options `maxBytes`: what memory may hold; `failed`: told of a target that can't go on, outside of `take`
   */
  constructor(
    private readonly options: {
      readonly maxBytes: number;
      readonly answerTo: AnswerTarget | undefined;
      readonly failed: (error: TransportError) => void;
    },
  ) {
    this.limit = options.maxBytes;
  }

  /**
   * @param controller is paused while the target can't keep up
   * @throws TransportError `too_large`, `target`
   */
  take(
    head: AnswerHead,
    chunk: Buffer,
    controller: Pick<Dispatcher.DispatchController, "pause" | "resume">,
  ): void {
    this.decide(head, chunk);
    this.bytes += chunk.length;
    const expected = Math.max(this.bytes, declaredBytes(head));
    if (expected > this.limit)
      throw new TransportError("too_large", "TOO_LARGE", { maybeSent: true, limitBytes: this.limit });
    if (this.target === undefined) {
      this.chunks.push(chunk);
      return;
    }
    if (this.target.write(chunk)) return;
    controller.pause();
    this.target.once("drain", () => {
      controller.resume();
    });
  }

  /** All that came, where nothing of it is elsewhere. */
  inMemory(): Buffer {
    return Buffer.concat(this.chunks);
  }

  /**
   * The end of a body that is elsewhere.
   *
   * @returns what is in memory, once the target has put away all that it has taken
   * @throws TransportError `target`
   */
  async putAway(head: AnswerHead): Promise<Buffer> {
    this.decide(head, Buffer.alloc(0));
    if (this.target === undefined) return this.inMemory();
    this.target.end();
    try {
      if (!this.target.closed) await once(this.target, "close");
      if (this.target.errored !== null) throw this.target.errored;
    } catch (error) {
      throw targetFailure(error);
    }
    return Buffer.alloc(0);
  }

  /** True where the end has to be waited for. */
  get isElsewhere(): boolean {
    return this.target !== undefined || (!this.decided && this.options.answerTo !== undefined);
  }

  /** Lets go of what came so far. */
  drop(): void {
    this.chunks.length = 0;
    this.target?.destroy();
  }

  private decide(head: AnswerHead, start: Buffer): void {
    if (this.decided) return;
    this.decided = true;
    const { answerTo, failed } = this.options;
    try {
      this.target = answerTo?.take(head, start);
    } catch (error) {
      throw targetFailure(error);
    }
    if (answerTo === undefined || this.target === undefined) return;
    this.limit = answerTo.maxBytes;
    this.target.on("error", (error) => {
      failed(targetFailure(error));
    });
  }
}

function targetFailure(error: unknown): TransportError {
  const code: unknown = Reflect.get(Object(error), "code");
  return new TransportError("target", typeof code === "string" ? code : "UNKNOWN", {
    maybeSent: true,
    cause: error,
  });
}

function declaredBytes({ headers }: AnswerHead): number {
  const declared = Number(headers["content-length"] ?? "0");
  return Number.isFinite(declared) ? declared : 0;
}
