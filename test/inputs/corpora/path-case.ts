import type { FlowMessage } from "../../../nodes/shared/red";

/** What a message asks for with a DELETE of a connection to CRM in Europe. */
export interface PathCase {
  readonly what: string;
  readonly zoho: Readonly<Record<string, unknown>>;
  /** The rest of the message. */
  readonly more?: FlowMessage;
  /** Path and query on the wire, or the codes of the refusal that may come instead. */
  readonly expected: { readonly asks: string } | { readonly refused: readonly string[] };
}

/** Nothing leaves, and the error says why. */
export const REFUSALS = { refused: ["foreign_host", "invalid_path", "invalid_input"] } as const;
