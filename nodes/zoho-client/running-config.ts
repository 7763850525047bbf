import { CLIENT_DEFAULTS, type ClientConfig } from "./config";

/** Lists of scopes by their text: most clients of a runtime ask for the same, and each copy costs 0.3 kB. */
const scopeLists = new Map<string, string[]>();

/**
 * The properties of a node that starts, complete. Only they are kept: what else stands in its definition would cost
 * each idle node as much again.
 */
export function runningConfig(def: Partial<ClientConfig>): ClientConfig {
  const whole = { ...CLIENT_DEFAULTS, ...def };
  const { version, name, clientType, dataCenter, redirectUri, callbackOn, realm, connections } = whole;
  const scopes = sharedList(whole.scopes);
  return { version, name, clientType, dataCenter, scopes, redirectUri, callbackOn, realm, connections };
}

function sharedList(scopes: string[]): string[] {
  const text = JSON.stringify(scopes);
  const known = scopeLists.get(text);
  if (known === undefined) scopeLists.set(text, scopes);
  return known ?? scopes;
}
