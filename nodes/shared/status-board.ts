import type { ErrorClass } from "../../src/errors/classes";
import type { ZohoError } from "../../src/errors/zoho-error";
import type { Node, NodeAPI } from "./red";

type Look = readonly [fill: "red" | "green" | "yellow" | "blue" | "grey", shape: "ring" | "dot"];

/** One vocabulary for all nodes: texts are keys of the shared strings. */
const LOOKS = {
  requesting: ["blue", "dot"],
  requestingMany: ["blue", "dot"],
  promptSent: ["yellow", "ring"],
  connected: ["green", "dot"],
  healthy: ["green", "dot"],
  authorizeAgain: ["red", "ring"],
  throttled: ["yellow", "ring"],
  usedElsewhere: ["yellow", "ring"],
  unreachable: ["red", "ring"],
  noOrg: ["red", "ring"],
  invalidScope: ["red", "ring"],
  rejected: ["red", "ring"],
  unknownOutcome: ["yellow", "ring"],
  failed: ["red", "ring"],
  missingClient: ["red", "ring"],
} as const satisfies Record<string, Look>;

export type StatusWord = keyof typeof LOOKS;

const WORD_OF_CLASS: Readonly<Record<ErrorClass, StatusWord>> = {
  no_org: "noOrg",
  invalid_scope: "invalidScope",
  expired_token: "authorizeAgain",
  rate_limited: "throttled",
  unreachable: "unreachable",
  rejected: "rejected",
  unknown: "unknownOutcome",
  other: "failed",
};

function wordOf(error: ZohoError): StatusWord {
  return error.code === "missing_client" ? "missingClient" : WORD_OF_CLASS[error.class];
}

/** Every change goes to every open editor, so they are spaced by this, milliseconds. */
const SPACING_MS = 500;

/**
 * The status below a node. Counts what is in the air, so that one call that ends does not hide another; an error
 * stays until something succeeds.
 */
export class StatusBoard {
  private inFlight = 0;
  private error: ZohoError | undefined;
  private resting:
    { readonly word: StatusWord; readonly values: Readonly<Record<string, string | number>> } | undefined;
  private shown = "";
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly RED: NodeAPI,
    private readonly node: Node,
  ) {}

  begin(): void {
    this.inFlight++;
    this.later();
  }

  end(error?: ZohoError): void {
    this.inFlight--;
    this.error = error;
    this.later();
  }

  /** Shows an error that no message in the air has caused. */
  fail(error: ZohoError): void {
    this.error = error;
    this.later();
  }

  /** What is shown while nothing is in the air and nothing has failed. */
  say(word: StatusWord, values: Readonly<Record<string, string | number>> = {}): void {
    this.error = undefined;
    this.resting = { word, values };
    this.later();
  }

  /** Shows nothing while nothing is in the air. */
  rest(): void {
    this.error = undefined;
    this.resting = undefined;
    this.later();
  }

  close(): void {
    clearTimeout(this.timer);
    this.node.status({});
  }

  /** At once when nothing was shown lately, else when the pause is over. */
  private later(): void {
    if (this.timer !== undefined) return;
    this.update();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.update();
    }, SPACING_MS);
    this.timer.unref();
  }

  private update(): void {
    if (this.inFlight > 0)
      this.show(this.inFlight === 1 ? "requesting" : "requestingMany", { count: this.inFlight });
    else if (this.error !== undefined) this.show(wordOf(this.error), { minutes: minutesOf(this.error) });
    else if (this.resting !== undefined) this.show(this.resting.word, this.resting.values);
    else if (this.shown !== "") this.clear();
  }

  private show(word: StatusWord, values: Readonly<Record<string, string | number>>): void {
    const [fill, shape] = LOOKS[word];
    const text = this.RED._(`zoho.status.${word}`, values as never);
    if (text === this.shown) return;
    this.shown = text;
    this.node.status({ fill, shape, text });
  }

  private clear(): void {
    this.shown = "";
    this.node.status({});
  }
}

function minutesOf(error: ZohoError): number {
  return Math.max(1, Math.ceil((error.cause.retryAfterMs ?? 60_000) / 60_000));
}
