import { isEmulatorToken } from "../../src/emulator/token-form";
import { invalidInput } from "../../src/errors/invalid-input";

/**
 * A refresh token that comes into the emulator's realm may be a real one: it is not sent to whatever listens at the
 * emulator's address.
 *
 * @throws ZohoError `invalid_input`
 */
export function checkEmulatorToken(refreshToken: string): void {
  if (isEmulatorToken(refreshToken)) return;
  throw invalidInput(
    "The refresh token",
    "was not issued by the emulator, so it is not used in its realm: leave it out, or switch the client's realm to Zoho",
  );
}
