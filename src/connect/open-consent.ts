import type { StartRecord } from "../vault/vault";
import { type PendingConsent, pendingOf } from "./pending-consent";
import { isAsked } from "./start-book";

/** A consent that waits, as somebody sees it who may end it. */
export interface OpenConsent extends PendingConsent {
  /** `browser`: that of the dialog which began it. `link`: whoever opens it. `code`: typed on another screen. */
  readonly by: "browser" | "link" | "code";
  /** `confirmation`: its person has consented and is asked whether that is what was meant. */
  readonly waitsFor: "consent" | "confirmation";
}

/** What may be known of a client's starts that wait; nothing by which they could be ended from outside. */
export function openConsentsOf(
  records: readonly (StartRecord | undefined)[],
  { realm, clientId }: Pick<StartRecord, "realm" | "clientId">,
): readonly OpenConsent[] {
  return records.flatMap((record) =>
    record?.realm === realm && record.clientId === clientId ? [openConsentOf(record)] : [],
  );
}

function openConsentOf(record: StartRecord): OpenConsent {
  const by = record.device !== undefined ? "code" : record.browserBinding === undefined ? "link" : "browser";
  return { ...pendingOf(record), by, waitsFor: isAsked(record) ? "confirmation" : "consent" };
}
