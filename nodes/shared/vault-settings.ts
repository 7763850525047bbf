import { join } from "node:path";
import type { VaultKeySource } from "../../src/vault/key-sources";
import type { NodeAPI } from "./red";

/** Where this runtime keeps its connections, and the keys that may open the vault. */
export interface VaultSettings {
  readonly directory: string;
  readonly keys: readonly VaultKeySource[];
}

/**
 * Reads the settings of this package. They stand in settings.js (`zohoClientVaultDirectory`,
 * `zohoClientVaultKey`, `zohoClientVaultKeyPrevious`) or in the environment (`ZOHO_VAULT_DIR`, `ZOHO_VAULT_KEY`,
 * `ZOHO_VAULT_KEY_PREVIOUS`), which counts more. An empty one counts as not set, as `NAME=` in a service file
 * or a compose file means it.
 */
export function vaultSettings(
  RED: Pick<NodeAPI, "settings">,
  env: Readonly<Record<string, string | undefined>> = process.env,
): VaultSettings {
  const fromEnv = (name: string): string | undefined => env[name] || undefined;
  const userDir = textSetting(RED, "userDir") ?? process.cwd();
  const directory =
    fromEnv("ZOHO_VAULT_DIR") ?? textSetting(RED, "zohoClientVaultDirectory") ?? join(userDir, "zoho");
  const sources = [
    ["explicit", fromEnv("ZOHO_VAULT_KEY") ?? textSetting(RED, "zohoClientVaultKey")],
    // Only opens, so that the explicit key can be changed.
    ["explicit", fromEnv("ZOHO_VAULT_KEY_PREVIOUS") ?? textSetting(RED, "zohoClientVaultKeyPrevious")],
    ["credentialSecret", textSetting(RED, "credentialSecret")],
    // The one that Node-RED makes itself; it is gone as soon as a user sets one or turns encryption off.
    ["generated", generatedSecret(RED)],
  ] as const;
  const keys = sources.flatMap(([source, secret]) =>
    secret === undefined || secret === "" ? [] : [{ source, secret }],
  );
  return { directory, keys };
}

function textSetting(RED: Pick<NodeAPI, "settings">, name: string): string | undefined {
  const value: unknown = Reflect.get(RED.settings, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function generatedSecret(RED: Pick<NodeAPI, "settings">): string | undefined {
  try {
    const value: unknown = RED.settings.get("_credentialSecret");
    return typeof value === "string" ? value : undefined;
  } catch {
    // Settings are not readable yet; the other keys must do.
    return undefined;
  }
}
