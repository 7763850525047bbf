/**
 * A process with the library: opens the vault, says `ready`, and for each line of input, a `BurstOrder`, sends so many
 * calls at once and prints what they came to, a `Burst`. Takes `OneProcess` as JSON in its argument.
 */
import { createInterface } from "node:readline";
import type { GovernorOptions } from "../../../src/api/governor/governor";
import { openFileVault } from "../../../src/vault/file-vault";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { Vault } from "../../../src/vault/vault";
import { callsAtOnce, findConnection, runtimeAt } from "../emulated-connection";

/** What such a process is told. */
export interface OneProcess {
  readonly emulatorUrl: string;
  readonly directory: string;
  /**
   * `without lock`: the same files, but nobody keeps others out while asking for a token. `own copy`: it has read the
   * records once and keeps them for itself, as one does who gets them by a variable.
   */
  readonly vault: "shared files" | "without lock" | "own copy";
}

/** Calls to send. */
export interface BurstOrder {
  readonly count: number;
  readonly limits: GovernorOptions;
}

async function main({ emulatorUrl, directory, vault: kind }: OneProcess): Promise<void> {
  const files = await openFileVault({ directory, keys: [] });
  const vault = await VAULTS[kind](files);
  const zoho = runtimeAt(emulatorUrl, vault);
  const connection = await findConnection(zoho);
  console.log("ready");
  for await (const line of createInterface({ input: process.stdin })) {
    const { count, limits } = JSON.parse(line) as BurstOrder;
    console.log(JSON.stringify(await callsAtOnce(zoho, connection, count, limits)));
  }
  process.exit(0);
}

const VAULTS: Readonly<Record<OneProcess["vault"], (files: Vault) => Vault | Promise<Vault>>> = {
  "shared files": (files) => files,
  "without lock": (files) => ({
    ids: (kind) => files.ids(kind),
    read: (kind, id) => files.read(kind, id),
    update: (kind, id, change) => files.update(kind, id, change),
    discardDamaged: (kind, id) => files.discardDamaged(kind, id),
    exclusively: (_name, work) => work(),
  }),
  "own copy": copyOf,
};

async function copyOf(files: Vault): Promise<Vault> {
  const copy = createMemoryVault();
  for (const id of await files.ids("grant")) {
    const [grant, access] = await Promise.all([files.read("grant", id), files.read("access", id)]);
    await copy.update("grant", id, () => grant);
    await copy.update("access", id, () => access);
  }
  return copy;
}

main(JSON.parse(process.argv[2] ?? "{}") as OneProcess).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
