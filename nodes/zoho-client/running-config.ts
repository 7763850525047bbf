import { CLIENT_DEFAULTS, type ClientConfig, type DeclaredConnection } from "./config";

/** Lists of scopes by their text: most clients of a runtime ask for the same, and each copy costs 0.3 kB. */
const scopeLists = new Map<string, string[]>();

/**
 * The properties of a node that starts, complete. Only they are kept: what else stands in its definition would cost
 * each idle node as much again.
 */
export function runningConfig(def: Partial<ClientConfig>): ClientConfig {
  const whole = { ...CLIENT_DEFAULTS, ...def };
  const { version, name, clientType, dataCenter, redirectUri, callbackOn, realm } = whole;
  const scopes = sharedList(whole.scopes);
  const connections = whole.connections.map(completed);
  return { version, name, clientType, dataCenter, scopes, redirectUri, callbackOn, realm, connections };
}

/** A row as it may stand in a flow file. */
type WrittenConnection = Partial<Omit<DeclaredConnection, "orgId">> & { readonly orgId?: string | number };

/** A row that says nothing. */
const NOTHING_DECLARED: DeclaredConnection = {
  name: "",
  dataCenter: "",
  environment: "",
  orgId: "",
  refreshToken: "",
};

/**
 * A row as the dialog would have written it. Written by hand it may leave fields out, and a value that Node-RED takes
 * from the environment may end in a line break, which no name has: without this, what is declared would count for nothing.
 */
function completed(declared: WrittenConnection): DeclaredConnection {
  const whole = { ...NOTHING_DECLARED, ...declared };
  return { ...whole, name: whole.name.trim(), orgId: String(whole.orgId).trim() };
}

function sharedList(scopes: string[]): string[] {
  const text = JSON.stringify(scopes);
  const known = scopeLists.get(text);
  if (known === undefined) scopeLists.set(text, scopes);
  return known ?? scopes;
}
