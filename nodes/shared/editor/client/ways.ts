import type { ClientType } from "../../../zoho-client/config";

/** How people connect, in the order in which the dialog asks. Only the client type of the answer is stored. */
export const WAYS_TO_CONNECT = ["browser", "device", "selfClient", "clientCredentials"] as const;

export type WayToConnect = (typeof WAYS_TO_CONNECT)[number];

/** What Zoho's API console wants of a client of this way, and what it calls that. */
interface ConsoleClient {
  readonly clientType: ClientType;
  /** As the API console names it, which is in English for everybody. Zoho: OAuth 2.0 client types. */
  readonly consoleType: string;
}

export const CONSOLE_CLIENTS: Readonly<Record<WayToConnect, ConsoleClient>> = {
  browser: { clientType: "server", consoleType: "Server-based Applications" },
  device: { clientType: "device", consoleType: "Non-browser Applications" },
  selfClient: { clientType: "self", consoleType: "Self Client" },
  clientCredentials: { clientType: "self", consoleType: "Self Client" },
};

/**
 * The way that a stored client type stands for. A Self Client serves two; which one is told by the flows.
 *
 * @param connectsByCredentials whether a node in the flows connects with client credentials
 * @returns undefined for a type that is not known here, such as `${CLIENT_TYPE}`
 */
export function wayOf(clientType: string, connectsByCredentials: () => boolean): WayToConnect | undefined {
  const ways = WAYS_TO_CONNECT.filter((way) => CONSOLE_CLIENTS[way].clientType === clientType);
  if (ways.length < 2) return ways[0];
  return connectsByCredentials() ? "clientCredentials" : "selfClient";
}

export function isWay(value: unknown): value is WayToConnect {
  return WAYS_TO_CONNECT.some((way) => way === value);
}
