import { createHash } from "node:crypto";
import { invalidInput } from "../errors/invalid-input";
import type { Realm } from "../zoho/realm";

/** Letters, digits, spaces and `. _ -`, beginning with a letter or digit, at most 64 characters. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;

/**
 * The vault's ID of a connection: from its realm and name, so that a name is found without opening others, and
 * the same name in another realm is another connection.
 */
export function connectionId(realm: Realm, name: string): string {
  return createHash("sha256").update(`${realm}\n${name}`).digest("hex").slice(0, 32);
}

/** @throws ZohoError `invalid_input` where the text can't be the name of a connection */
export function checkConnectionName(name: unknown): string {
  const text = typeof name === "string" ? name.trim() : "";
  if (!NAME.test(text)) {
    throw invalidInput(
      "The name of the connection",
      text === ""
        ? "is missing: give it one such as acme-production"
        : "must begin with a letter or digit and hold only letters, digits, spaces, dots, dashes and underscores (64 at most)",
    );
  }
  return text;
}
