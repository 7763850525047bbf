import { describe, expect, it } from "vitest";
import { vaultSettings } from "../../../nodes/shared/vault-settings";

type Settings = Parameters<typeof vaultSettings>[0];

function red(values: Readonly<Record<string, unknown>>): Settings {
  return { settings: { userDir: "/data", get: () => undefined, ...values } } as unknown as Settings;
}

describe("the settings of the vault", () => {
  const inFile = { zohoClientVaultDirectory: "/vault", zohoClientVaultKey: "from settings.js" };

  it("come from the environment before settings.js", () => {
    const env = {
      ZOHO_VAULT_DIR: "/elsewhere",
      ZOHO_VAULT_KEY: "from env",
      ZOHO_VAULT_KEY_PREVIOUS: "former",
    };
    expect(vaultSettings(red(inFile), env)).toEqual({
      directory: "/elsewhere",
      keys: [
        { source: "explicit", secret: "from env" },
        { source: "explicit", secret: "former" },
      ],
    });
  });

  it("are not hidden by variables that are empty", () => {
    const env = { ZOHO_VAULT_DIR: "", ZOHO_VAULT_KEY: "", ZOHO_VAULT_KEY_PREVIOUS: "" };
    expect(vaultSettings(red(inFile), env)).toEqual({
      directory: "/vault",
      keys: [{ source: "explicit", secret: "from settings.js" }],
    });
    expect(vaultSettings(red({}), env)).toEqual({ directory: "/data/zoho", keys: [] });
  });
});
