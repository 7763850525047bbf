import { connectionId } from "../../src/connect/connection-id";
import { openFileVault } from "../../src/vault/file-vault";
import { nodeVaultFs, type VaultFs } from "../../src/vault/vault-fs";

/** All connections of the vault belong to this client. */
export const CLIENT_ID = "1000.BENCHBENCHBENCHBENCHBENCHBENCH";
export const CLIENT_SECRET = "0123456789abcdef0123456789abcdef0123456789";

/** The disk without waiting for it: nothing here outlasts the run. */
export const UNSYNCED_FS: VaultFs = {
  ...nodeVaultFs,
  syncDirectory: () => Promise.resolve(),
  create: async (path) => ({ ...(await nodeVaultFs.create(path)), sync: () => Promise.resolve() }),
};

/** Longer than any run, milliseconds. */
const TOKEN_LIFE_MS = 86_400_000;

/** The name of one of the connections. */
export function connectionName(number: number): string {
  return `org ${String(number).padStart(5, "0")}`;
}

/**
 * Fills a new vault with connections, each of an org of its own.
 *
 * @param tokens `stored`: each has an access token that nobody needs to ask for
 */
export async function fillVault(
  directory: string,
  count: number,
  tokens: "none" | "stored" = "none",
): Promise<void> {
  const vault = await openFileVault({ directory, keys: [], fs: UNSYNCED_FS });
  for (let number = 0; number < count; number++) {
    const name = connectionName(number);
    const id = connectionId("zoho", name);
    const hex = number.toString(16).padStart(32, "0");
    await vault.update("grant", id, () => ({
      id,
      realm: "zoho",
      name,
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      generation: 1,
      retired: [],
      current: {
        refreshToken: `1000.${hex}.${hex}`,
        dataCenter: "eu",
        scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ", "ZohoCRM.settings.READ"],
        pins: {
          level: "verified",
          environment: "Production",
          orgId: `7000${String(number).padStart(8, "0")}`,
          orgName: `Org ${number}`,
          user: "Ada Lovelace",
          userId: `9000${String(number).padStart(8, "0")}`,
        },
        grantedAt: Date.UTC(2026, 2, 10),
      },
    }));
    if (tokens === "none") continue;
    const obtainedAt = Date.now();
    const life = { obtainedAt, expiresAt: obtainedAt + TOKEN_LIFE_MS };
    const token = `1000.${hex}.${hex}`;
    await vault.update("access", id, () => ({ id, generation: 1, version: obtainedAt, token, ...life }));
  }
}
