import { open, unlink } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { systemClock, type Clock } from "../../../src/time/clock";
import { openFileVault } from "../../../src/vault/file-vault";
import type { VaultKeySource } from "../../../src/vault/key-sources";
import type { Vault } from "../../../src/vault/vault";
import { grant, quickStretch } from "./vault-fixtures";

/** What a process of its own shall do with a vault; the first argument, as JSON. */
export interface VaultProgram {
  readonly directory: string;
  readonly keys: readonly VaultKeySource[];
  readonly name: string;
  /**
   * `many`: twenty connections of its own, and one that all write. `forever`: one connection, until killed.
   * `count`: thirty issues more in a budget that all share. `hold`: something exclusive that never ends.
   * `alone`: ten times something exclusive, during which it looks whether it really is alone.
   */
  readonly work: "many" | "forever" | "count" | "hold" | "alone";
  /** How many times faster its clock runs than the real one. */
  readonly haste?: number;
}

/** Says `ready`, waits for a line, works, and says a line for each thing that it was told is done. */
async function run(program: VaultProgram): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  console.log("ready");
  await lines.next();
  const { directory, keys, haste = 1 } = program;
  const vault = await openFileVault({ directory, keys, stretch: quickStretch, clock: hastyClock(haste) });
  await WORKS[program.work](vault, program);
  process.exit(0);
}

const WORKS: Readonly<Record<VaultProgram["work"], (vault: Vault, program: VaultProgram) => Promise<void>>> =
  {
    many: async (vault, { name }) => {
      for (let round = 0; round < 20; round += 1) {
        const id = `${name}-${round}`;
        await vault.update("grant", id, () => grant(id, `${name}.${round}`));
        await vault.update("grant", "all", () => grant("all", `${name}.${round}`));
        console.log(`stored ${id} ${round}`);
      }
    },
    forever: async (vault, { name }) => {
      for (let round = 0; ; round += 1) {
        await vault.update("grant", name, () => grant(name, `${name}.${round}`));
        console.log(`stored ${name} ${round}`);
      }
    },
    count: async (vault) => {
      for (let round = 0; round < 30; round += 1) {
        await vault.update("budget", "all", (current) => ({
          id: "all",
          issues: [...(current?.issues ?? []), round],
        }));
      }
    },
    hold: (vault) =>
      vault.exclusively("all", () => {
        console.log("holding");
        return new Promise(() => setInterval(() => undefined, 1_000));
      }),
    alone: async (vault, { directory }) => {
      const room = join(directory, "room");
      for (let round = 0; round < 10; round += 1) {
        await vault.exclusively("all", async () => {
          const door = await open(room, "wx").catch(() => undefined);
          await wait(3);
          await door?.close();
          if (door !== undefined) await unlink(room);
          console.log(door === undefined ? "not alone" : "alone");
        });
      }
    },
  };

function hastyClock(haste: number): Clock {
  return {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic() * haste,
    sleep: (ms, signal) => systemClock.sleep(ms / haste, signal),
  };
}

void run(JSON.parse(process.argv[2] ?? "") as VaultProgram);
