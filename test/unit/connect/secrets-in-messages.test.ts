import { describe, expect, it } from "vitest";
import type { FlowMessage } from "../../../nodes/shared/red";
import { answerMessage } from "../../../nodes/zoho-authorize/answer-message";
import { AUTHORIZE_DEFAULTS, type Way } from "../../../nodes/zoho-authorize/config";
import { takeReturned } from "../../../nodes/zoho-authorize/returned-consent";
import { CANARY } from "../support/secrets";

/** Refused before any client is looked for: this Node-RED has none. */
async function refused(way: Way, msg: FlowMessage): Promise<void> {
  const config = { ...AUTHORIZE_DEFAULTS, action: "" as const, way };
  await expect(
    answerMessage({} as never, {} as never, config, { msg, waiting: {} as never }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/invalid_input|missing_client/) as string });
}

describe("a secret that a flow sends to zoho authorize", () => {
  it.each([
    ["refreshToken", "connect"],
    ["refreshToken", "disconnect"],
    ["refreshToken", "conect"],
    ["grantCode", "move"],
    ["grantCode", "disconnect"],
    ["grantCode", "conect"],
  ] as const)(
    "by the way %s is out of the message that is refused, with the action %s",
    async (way, action) => {
      const msg = { payload: way === "grantCode" ? CANARY.grantCode : CANARY.refreshToken, zoho: { action } };
      await refused(way, msg);
      expect(JSON.stringify(msg)).not.toContain(way === "grantCode" ? CANARY.grantCode : CANARY.refreshToken);
    },
  );

  it("in a redirect is out of the request that goes on, wherever a server has kept it", async () => {
    const back = `/back?state=${"s".repeat(43)}&code=${CANARY.grantCode}`;
    const query = Object.fromEntries(new URL(back, "http://gateway.example").searchParams);
    const parsed = { query: back.slice(6), search: back.slice(5), href: back, path: back, _raw: back };
    const req = { url: back, originalUrl: back, query, _parsedUrl: parsed, _parsedOriginalUrl: parsed };
    const msg = { payload: { ...query }, req };
    expect(takeReturned(msg)).toMatchObject({ code: CANARY.grantCode });
    expect(JSON.stringify(msg)).not.toContain(CANARY.grantCode);
  });
});
