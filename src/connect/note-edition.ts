import type { OrgEdition } from "../api/governor/edition-limit";
import type { Clock } from "../time/clock";
import type { Connection } from "../vault/connection";
import type { GrantRecord, ToldEdition, Vault } from "../vault/vault";
import type { Connections } from "./connections";

/** Where what is told is kept. */
interface EditionPlaces {
  readonly vault: Vault;
  readonly connections: Connections;
  readonly clock: Pick<Clock, "now">;
}

/**
 * Keeps what Zoho has told of the edition of the org that a connection reaches. The disk is written only where it is
 * another one than before; when it was told is known to this process alone otherwise. Never throws: without it calls
 * go on with the limits of before, and the next reading tells again.
 */
export async function noteEdition(
  { vault, connections, clock }: EditionPlaces,
  { id, generation }: Pick<Connection, "id" | "generation">,
  { orgId, edition: name }: OrgEdition,
): Promise<void> {
  const edition: ToldEdition = { name, toldAt: clock.now() };
  const isMeant = (record: GrantRecord | undefined): record is GrantRecord =>
    record?.generation === generation && (record.current?.pins.orgId ?? orgId) === orgId;
  try {
    const record = await vault.update("grant", id, (current) =>
      isMeant(current) && current.current?.pins.edition?.name !== name
        ? withEdition(current, edition)
        : current,
    );
    if (isMeant(record)) connections.remember(withEdition(record, edition));
  } catch {
    // A vault that can't be written is told by the work that needs it.
  }
}

function withEdition(record: GrantRecord, edition: ToldEdition): GrantRecord {
  const { current } = record;
  if (current === undefined) return record;
  return { ...record, current: { ...current, pins: { ...current.pins, edition } } };
}
