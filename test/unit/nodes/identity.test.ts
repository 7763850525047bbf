import { describe, expect, it } from "vitest";
import { identityOf } from "../../../nodes/zoho-client/identity";
import type { ClientCredentials } from "../../../nodes/zoho-client/credentials";
import { READY_MADE_SERVER_CLIENT } from "../../../src/emulator/ready-made-clients";
import { expectCode } from "../support/expect-zoho-error";

function inEmulator(credentials: ClientCredentials): ReturnType<typeof identityOf> {
  const config = { name: "", realm: "emulator", clientType: "server", dataCenter: "eu" } as const;
  return identityOf({ config, credentials });
}

describe("a client in the emulator's realm", () => {
  it.each([
    "1000.GMB0YULZHJK411284S8I5GZ4CHUEX0",
    "1000.EMULATOR",
    ` ${READY_MADE_SERVER_CLIENT.clientId}X `,
  ])("is none of Zoho's: %s", async (clientId) => {
    await expectCode(() => inEmulator({ clientId, clientSecret: "a real secret" }), "foreign_realm");
  });

  it("has the secret of its ready-made client, and takes no secret without an ID for its own", () => {
    const { clientId, clientSecret } = READY_MADE_SERVER_CLIENT;
    const readyMade = { realm: "emulator", clientId, clientSecret };
    expect(inEmulator({})).toEqual(readyMade);
    expect(inEmulator({ clientSecret: "left over from a client at Zoho" })).toEqual(readyMade);
    expect(inEmulator({ clientId })).toEqual(readyMade);
  });
});
