import type { World } from "../world";

/** How clients are told of an accounts server: its real origin, or its address here (setting `accountsServer`). */
export function accountsServer(world: World, host: string): string {
  return world.settings.accountsServer === "emulator" ? `${world.origin()}/${host}` : `https://${host}`;
}

/** The same in a callback, where anybody may have forged it. Names below `.example` belong to nobody (RFC 2606). */
export function accountsServerOfCallback(world: World, host: string): string {
  return world.settings.accountsServer === "forged" ? `https://${host}.example` : accountsServer(world, host);
}
