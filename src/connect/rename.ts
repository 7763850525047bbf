import { messageOf } from "../errors/message-of";
import { ZohoError } from "../errors/zoho-error";
import { carryTokens } from "../tokens/carry-tokens";
import type { Connection } from "../vault/connection";
import { grantPrint } from "../vault/grant";
import type { GrantRecord } from "../vault/vault";
import { firstGeneration } from "./candidates";
import { checkConnectionName, connectionId } from "./connection-id";
import type { EstablishOptions } from "./establish";

/** How often a rename begins again because the connection has changed under its hands. */
const ATTEMPTS = 3;

/**
 * Gives a connection another name. The grant stays with its pins, its tokens, what was counted of them, and what the
 * breaker has learned; nothing is asked of Zoho. Flows that name it by the old name find no connection from then on.
 *
 * The ID of a record follows from the name, so the record is written anew and the old one removed. What belongs to the
 * new name is there before the new record is; from then on until the old record is gone, both names are good, and
 * `finishRenames` ends what a crash has cut short there.
 *
 * @param wanted the new name
 * @returns undefined where there is no such connection
 * @throws ZohoError `invalid_input`, `name_in_use`, `rename_waits` while a grant of it waits for its proof or for its
 *   confirmation, those of the vault
 */
export async function renameConnection(
  options: EstablishOptions,
  id: string,
  wanted: string,
): Promise<Connection | undefined> {
  const name = checkConnectionName(wanted);
  const known = await options.vault.read("grant", id);
  if (known === undefined) return undefined;
  const to = connectionId(known.realm, name);
  if (to === id) return options.connections.remember(known);
  // Nobody asks for a token of either meanwhile: its count would be lost. In one order, so that two renames never wait
  // for each other.
  const [first, second] = [id, to].sort() as [string, string];
  return options.vault.exclusively(first, () =>
    options.vault.exclusively(second, () => move(options, id, { id: to, name })),
  );
}

async function move(
  options: EstablishOptions,
  from: string,
  to: Pick<GrantRecord, "id" | "name">,
): Promise<Connection | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await options.vault.read("grant", from);
    if (before === undefined) return undefined;
    if (before.candidate !== undefined) throw waits(before.name, "a consent for it waits");
    const record = await copy(options, before, to);
    if (await removeUnlessChanged(options, before)) return settle(options, before, record);
    await removeUnlessChanged(options, record);
    if (attempt === ATTEMPTS) throw waits(before.name, "it changes all the time");
  }
}

/** Writes all of it under the new name. */
async function copy(
  options: EstablishOptions,
  before: GrantRecord,
  { id, name }: Pick<GrantRecord, "id" | "name">,
): Promise<GrantRecord> {
  const { vault, clock } = options;
  if ((await vault.read("grant", id)) !== undefined) throw inUse(name);
  // A later one than any that this name may have had in a former life.
  const generation = Math.max(before.generation + 1, firstGeneration(clock.now()));
  const record: GrantRecord = { ...before, id, name, generation, renamedFrom: before.id };
  await carryTokens(options, before, record);
  await vault.update("grant", id, (now) => {
    if (now !== undefined) throw inUse(name);
    return record;
  });
  return record;
}

/** @returns false where it is another one by now than the one that was copied */
async function removeUnlessChanged({ vault }: EstablishOptions, before: GrantRecord): Promise<boolean> {
  const text = JSON.stringify(before);
  const left = await vault.update("grant", before.id, (now) =>
    JSON.stringify(now) === text ? undefined : now,
  );
  return left === undefined;
}

async function settle(
  options: EstablishOptions,
  before: GrantRecord,
  record: GrantRecord,
): Promise<Connection> {
  options.refusals.carry(before.id, { connectionId: record.id, generation: record.generation });
  options.lastUses?.carry(before.id, record.id);
  options.connections.forget(before);
  await options.tokens.forget(before.id);
  return options.connections.remember(await unmark(options, record));
}

/** The record without the mark. One that keeps it is only looked at once more at the next start. */
async function unmark({ vault }: EstablishOptions, record: GrantRecord): Promise<GrantRecord> {
  try {
    return (await vault.update("grant", record.id, (now) => now && unmarked(now))) ?? record;
  } catch {
    return record;
  }
}

function unmarked(record: GrantRecord): GrantRecord {
  if (record.renamedFrom === undefined) return record;
  const { renamedFrom: _former, ...rest } = record;
  return rest;
}

/**
 * Ends the renames that a crash has cut short: the old record is removed, unless somebody has connected something else
 * under the old name since.
 *
 * @param log sentences for a log; never a secret
 * @returns when all have been looked for; never rejects
 */
export async function finishRenames(
  options: EstablishOptions,
  log: (sentence: string) => void,
): Promise<void> {
  try {
    for (const id of await options.vault.ids("grant")) await finish(options, id, log);
  } catch (error) {
    log(`Renames of connections that were cut short can't be looked for: ${messageOf(error)}`);
  }
}

async function finish(options: EstablishOptions, id: string, log: (sentence: string) => void): Promise<void> {
  const record = await readable(options, id);
  const from = record === "damaged" ? undefined : record?.renamedFrom;
  if (record === "damaged" || record === undefined || from === undefined) return;
  const former = await readable(options, from);
  if (former === "damaged") return;
  if (former !== undefined && isWithin(former, record)) {
    if (!(await removeUnlessChanged(options, former))) return;
    options.connections.forget(former);
    log(`'${former.name}' is '${record.name}' now: its rename was cut short and is done.`);
  }
  // What is kept of its tokens goes with it, unless somebody has connected something else there.
  if ((await readable(options, from)) === undefined) await options.tokens.forget(from);
  options.connections.remember(await unmark(options, record));
}

/** What can't be read is reported by whoever needs it. */
function readable({ vault }: EstablishOptions, id: string): Promise<GrantRecord | undefined | "damaged"> {
  return vault.read("grant", id).catch(() => "damaged" as const);
}

/** True where nothing is lost with the first one, because the other one keeps all that it has. */
function isWithin(one: GrantRecord, other: GrantRecord): boolean {
  const kept = new Set(printsOf(other));
  return printsOf(one).every((print) => kept.has(print));
}

function printsOf({ current, candidate, retired }: GrantRecord): readonly string[] {
  return [current, candidate, ...retired].flatMap((grant) =>
    grant === undefined ? [] : [grantPrint(grant)],
  );
}

function inUse(connection: string): ZohoError {
  return new ZohoError("name_in_use", { connection });
}

function waits(connection: string, problem: string): ZohoError {
  return new ZohoError("rename_waits", { connection, details: { problem } });
}
