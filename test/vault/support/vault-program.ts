import { createInterface } from "node:readline";
import { openFileVault } from "../../../src/vault/file-vault";
import type { VaultKeySource } from "../../../src/vault/key-sources";
import { grant, quickStretch } from "./vault-fixtures";

/** What a process of its own shall do with a vault; the first argument, as JSON. */
export interface VaultProgram {
  readonly directory: string;
  readonly keys: readonly VaultKeySource[];
  readonly name: string;
  /** `many`: twenty connections of its own, and one that all write. `forever`: one connection, until killed. */
  readonly work: "many" | "forever";
}

/** Says `ready`, waits for a line, works, and says one line for each connection that it was told is stored. */
async function run({ directory, keys, name, work }: VaultProgram): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  console.log("ready");
  await lines.next();
  const vault = await openFileVault({ directory, keys, stretch: quickStretch });
  const rounds = work === "many" ? 20 : Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const id = work === "many" ? `${name}-${round}` : name;
    await vault.update("grant", id, () => grant(id, `${name}.${round}`));
    if (work === "many") await vault.update("grant", "all", () => grant("all", `${name}.${round}`));
    console.log(`stored ${id} ${round}`);
  }
  process.exit(0);
}

void run(JSON.parse(process.argv[2] ?? "") as VaultProgram);
