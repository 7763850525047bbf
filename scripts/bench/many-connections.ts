import { connectionId } from "../../src/connect/connection-id";
import { openFileVault } from "../../src/vault/file-vault";
import { nodeVaultFs, type VaultFs } from "../../src/vault/vault-fs";

/** All connections of the vault belong to this client. */
export const CLIENT_ID = "1000.BENCHBENCHBENCHBENCHBENCHBENCH";

/** The disk without waiting for it: nothing here outlasts the run. */
export const UNSYNCED_FS: VaultFs = {
  ...nodeVaultFs,
  syncDirectory: () => Promise.resolve(),
  create: async (path) => ({ ...(await nodeVaultFs.create(path)), sync: () => Promise.resolve() }),
};

/** Fills a new vault with connections, each of an org of its own. */
export async function fillVault(directory: string, count: number): Promise<void> {
  const vault = await openFileVault({ directory, keys: [], fs: UNSYNCED_FS });
  for (let number = 0; number < count; number++) {
    const name = `org ${String(number).padStart(5, "0")}`;
    const id = connectionId("zoho", name);
    const hex = number.toString(16).padStart(32, "0");
    await vault.update("grant", id, () => ({
      id,
      realm: "zoho",
      name,
      clientId: CLIENT_ID,
      clientSecret: "0123456789abcdef0123456789abcdef0123456789",
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
  }
}
