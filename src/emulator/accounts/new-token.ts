import { EMULATOR_NATIVE_TOKEN_PREFIX, EMULATOR_TOKEN_PREFIX } from "../token-form";
import type { World } from "../world";
import { type IssuedKind, tellIssued } from "./issued-channel";

/** What is drawn: each kind from a stream of its own. */
export type TokenKind = Exclude<IssuedKind, "secret">;

/**
 * Text of a code or token in Zoho's form, `1000.<32 hex>.<32 hex>`, that shows that it is the emulator's.
 *
 * @param form `1004` for mobile and non-browser clients, as third parties have seen it
 */
export function newToken(world: World, kind: TokenKind, form: "1000" | "1004" = "1000"): string {
  const hex = world.random.hex(kind);
  const prefix = form === "1000" ? EMULATOR_TOKEN_PREFIX : EMULATOR_NATIVE_TOKEN_PREFIX;
  return tellIssued(kind, `${prefix}${hex.slice(16, 32)}.${hex.slice(32)}`);
}

/** The form of the codes and tokens of a client. */
export function tokenForm(world: World, clientId: string): "1000" | "1004" {
  const type = world.clients.get(clientId)?.type;
  return type === "mobile" || type === "device" ? "1004" : "1000";
}
