/**
 * One of several processes that share a grant: opens the vault, says `ready`, waits for a line, sends its calls at
 * once, and prints how many failed: `{"failed":0}`. Takes `OneProcess` as JSON in its argument.
 */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { openFileVault } from "../../../src/vault/file-vault";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { Vault } from "../../../src/vault/vault";
import { callsAtOnce, findConnection, runtimeAt } from "../emulated-connection";

/** What such a process is told. */
export interface OneProcess {
  readonly emulatorUrl: string;
  readonly directory: string;
  /** `own copy`: it has read the records once and keeps them for itself, as one does who gets them by a variable. */
  readonly vault: "shared files" | "own copy";
  readonly calls: number;
}

async function main({ emulatorUrl, directory, vault: kind, calls }: OneProcess): Promise<void> {
  const files = await openFileVault({ directory, keys: [] });
  const vault = kind === "own copy" ? await copyOf(files) : files;
  const zoho = runtimeAt(emulatorUrl, vault);
  const connection = await findConnection(zoho);
  console.log("ready");
  await once(createInterface({ input: process.stdin }), "line");
  const { failed, firstFailure } = await callsAtOnce(zoho, connection, calls);
  if (firstFailure !== undefined) console.error(firstFailure);
  console.log(JSON.stringify({ failed }));
  process.exit(0);
}

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
