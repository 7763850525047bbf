import type { World } from "../world";

/** How clients are told of an accounts server: its real origin, or its address here (setting `accountsServer`). */
export function accountsServer(world: World, host: string): string {
  return world.settings.accountsServer === "zoho" ? `https://${host}` : `${world.origin()}/${host}`;
}
