import type { ZohoError } from "../../../src/errors/zoho-error";
import type { Node } from "../red";
import type { ReportedError } from "./overview-api";

/** So many are remembered: what happened before is in Node-RED's log. */
const MOST = 50;

/** Sentences hold what Zoho has said, so there is no telling how long they get; characters. */
const LONGEST_SENTENCE = 500;

/**
 * The last errors that nodes have reported, for people who look: in memory alone. Repetitions of one failure are one
 * entry that counts them, so that a storm of it hides no other and costs next to nothing. Of its cause only what is no
 * data of the company is kept: never the refused records and other details.
 */
export class ErrorBook {
  /** The newest last. */
  private readonly entries = new Map<string, ReportedError>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes note of an error that a node has reported. */
  note(node: Node, { cause }: ZohoError): void {
    const { connection = "", product = "" } = cause;
    const key = [node.id, cause.code, cause.zohoCode, connection, product].join(" ");
    const count = (this.entries.get(key)?.count ?? 0) + 1;
    this.entries.delete(key);
    this.entries.set(key, { ...entryOf(node, cause), at: new Date(this.now()).toISOString(), count });
    const [oldest] = this.entries.keys();
    if (this.entries.size > MOST && oldest !== undefined) this.entries.delete(oldest);
  }

  /** What a node has reported may be mended: it begins anew. */
  forget(nodeId: string): void {
    for (const [key, entry] of this.entries) if (entry.node.id === nodeId) this.entries.delete(key);
  }

  /** The newest first. */
  last(): readonly ReportedError[] {
    return [...this.entries.values()].reverse();
  }
}

function entryOf(node: Node, cause: ZohoError["cause"]): Omit<ReportedError, "at" | "count"> {
  const { class: kind, code, zohoCode, status, product, connection, retryAt } = cause;
  return {
    node: nodeOf(node),
    class: kind,
    code,
    ...(zohoCode !== undefined && { zohoCode: shortened(zohoCode) }),
    ...(status !== undefined && { status }),
    ...(product !== undefined && { product }),
    ...(connection !== undefined && { connection }),
    ...(retryAt !== undefined && { retryAt }),
    reason: shortened(cause.reason),
    remedy: shortened(cause.remedy),
  };
}

/** In an instance of a subflow the node has an ID of its own; the editor knows the one that it was made from. */
function nodeOf(node: Node & { readonly _alias?: string }): ReportedError["node"] {
  const { id, type, name, _alias: madeFrom } = node;
  return {
    id,
    type,
    ...(name !== undefined && name !== "" && { name }),
    ...(madeFrom !== undefined && { madeFrom }),
  };
}

function shortened(sentence: string): string {
  return sentence.length > LONGEST_SENTENCE ? `${sentence.slice(0, LONGEST_SENTENCE)}…` : sentence;
}

/** All nodes of this process report to one. */
export const reportedErrors = new ErrorBook();
