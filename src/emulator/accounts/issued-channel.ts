import { channel } from "node:diagnostics_channel";

/** What the emulator hands out that nobody else may see. */
export type IssuedKind = "code" | "refresh" | "access" | "device" | "enhance" | "secret";

/** A message of the channel. */
export interface Issued {
  readonly kind: IssuedKind;
  readonly text: string;
}

/**
 * Name of the diagnostics channel that is told of each code, token and client secret that an emulator in this process
 * issues: tests look for them where they must not be. Costs nothing while nobody listens.
 */
export const ISSUED_CHANNEL = "zoho-emulator.issued";

const issued = channel(ISSUED_CHANNEL);

/** @returns the text, which has been told */
export function tellIssued(kind: IssuedKind, text: string): string {
  if (issued.hasSubscribers) issued.publish({ kind, text } satisfies Issued);
  return text;
}
