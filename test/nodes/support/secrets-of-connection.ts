import { join } from "node:path";
import { vi } from "vitest";
import { READY_MADE_SERVER_CLIENT } from "../../../src/emulator/ready-made-clients";
import { openFileVault } from "../../../src/vault/file-vault";
import type { Canaries } from "./canaries";
import type { World } from "./world";

/** What nobody may ever be told of a connection of the ready-made client: read out of the vault's own files. */
export async function secretsOfConnection({ nodeRed }: World, id: string): Promise<Canaries> {
  const vault = await openFileVault({ directory: join(nodeRed.userDir, "zoho"), keys: [] });
  const grant = (await vault.read("grant", id))?.current;
  // A connection counts as healthy a moment before its first access token is on the disk.
  const accessToken = await vi.waitFor(async () => {
    const token = (await vault.read("access", id))?.token;
    if (token === undefined) throw new Error("no access token yet");
    return token;
  }, 20_000);
  const { clientSecret } = READY_MADE_SERVER_CLIENT;
  return { clientSecret, refreshToken: grant?.refreshToken ?? "", accessToken };
}
