import type { ErrorClass } from "../../src/errors/classes";
import type { ErrorCode } from "../../src/errors/codes";
import type { ZohoError } from "../../src/errors/zoho-error";
import type { Node, NodeAPI } from "./red";
import { withCommas } from "./with-commas";

type Look = readonly [fill: "red" | "green" | "yellow" | "blue" | "grey", shape: "ring" | "dot"];

/** One vocabulary for all nodes: texts are keys of the shared strings. */
const LOOKS = {
  requesting: ["blue", "dot"],
  requestingMany: ["blue", "dot"],
  reading: ["blue", "dot"],
  readingMany: ["blue", "dot"],
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
  delivered: ["green", "dot"],
  kept: ["blue", "ring"],
  keptSince: ["blue", "ring"],
  held: ["yellow", "ring"],
  heldForSomebody: ["red", "ring"],
  paused: ["grey", "ring"],
  outboxFull: ["red", "dot"],
  outboxUnwritable: ["red", "dot"],
  beginning: ["grey", "dot"],
  polling: ["blue", "dot"],
  watching: ["green", "dot"],
  waitingForFlow: ["yellow", "ring"],
  watchPaused: ["grey", "ring"],
  placeLost: ["red", "ring"],
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

const WORD_OF_CODE: Readonly<Partial<Record<ErrorCode, StatusWord>>> = {
  missing_client: "missingClient",
  outbox_full: "outboxFull",
  outbox_unwritable: "outboxUnwritable",
  changes_place_damaged: "placeLost",
};

function wordOf(error: ZohoError): StatusWord {
  return WORD_OF_CODE[error.code] ?? WORD_OF_CLASS[error.class];
}

/** What is said of an error, where it is one of several things in a status. */
export function errorText(RED: NodeAPI, error: ZohoError): string {
  return RED._(`zoho.status.${wordOf(error)}`, { minutes: minutesOf(error) } as never);
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
  /** Records so far of each list that is being read. */
  private readonly records = new Map<object, number>();
  private resting:
    { readonly word: StatusWord; readonly values: Readonly<Record<string, string | number>> } | undefined;
  /** Whether it is shown while something is in the air, too. */
  private prominent = false;
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

  /** Says how many records of a list were read so far. @param list who counts; 0 forgets it */
  count(list: object, records: number): void {
    if (records > 0) this.records.set(list, records);
    else if (!this.records.delete(list)) return;
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

  /** The same also while something is in the air, which would say less. An error stays as ever. */
  sayFirst(word: StatusWord, values: Readonly<Record<string, string | number>>): void {
    this.prominent = true;
    this.resting = { word, values };
    this.later();
  }

  /** The same for an error of the node's own work, which no message mends. */
  sayFailed(error: ZohoError): void {
    this.say(wordOf(error), { minutes: minutesOf(error) });
  }

  /** Shows nothing while nothing is in the air. */
  rest(): void {
    this.error = undefined;
    this.resting = undefined;
    this.prominent = false;
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
    if (this.inFlight > 0 && !this.prominent) this.showBusy();
    else if (this.error !== undefined)
      this.show(wordOf(this.error), { ...this.resting?.values, minutes: minutesOf(this.error) });
    else if (this.resting !== undefined) this.show(this.resting.word, this.resting.values);
    else if (this.shown !== "") this.clear();
  }

  private showBusy(): void {
    const count = this.inFlight;
    if (this.records.size === 0) {
      this.show(count === 1 ? "requesting" : "requestingMany", { count });
      return;
    }
    const all = [...this.records.values()].reduce((sum, records) => sum + records, 0);
    this.show(count === 1 ? "reading" : "readingMany", { count, records: withCommas(all) });
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
