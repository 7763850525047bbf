import { setMaxListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { ApiAnswer } from "../../../src/api/api-call";
import { disconnect } from "../../../src/connect/disconnect";
import { connectWithCode } from "../../../src/connect/grant-code";
import { ZohoError } from "../../../src/errors/zoho-error";
import type { IssuedToken } from "../../../src/tokens/token-flight";
import { HeldClock, settled } from "../support/held-clock";
import { connected, find, library } from "../support/library";
import { accessToken, CANARY } from "../support/secrets";
import { SlowZoho, TOKEN_MS } from "../support/slow-zoho";

const MESSAGES = 10;

/** Ten messages that wait for a token which takes ten seconds; half of them have passed. */
async function inTheMiddle(decides: "first" | "last", deployedSecret: string = CANARY.clientSecret) {
  const clock = new HeldClock();
  const fake = new SlowZoho(clock, decides);
  const deployed = { secret: deployedSecret };
  const { zoho, vault, logged } = library({
    clock,
    transport: fake.transport,
    clientSecrets: { secretOf: () => deployed.secret },
  });
  const record = await connected(vault);
  const connection = await find(zoho);
  const call = (signal?: AbortSignal): Promise<ApiAnswer> =>
    zoho.caller.call({
      connection,
      product: "crm",
      method: "GET",
      path: "org",
      ...(signal !== undefined && { signal }),
    });
  const answers: string[] = [];
  const send = async (signal?: AbortSignal): Promise<void> => {
    await call(signal).then(
      ({ status }) => answers.push(String(status)),
      (error: unknown) => answers.push(error instanceof ZohoError ? error.code : String(error)),
    );
  };
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  for (let message = 0; message < MESSAGES; message++) void send(closing.signal);
  await settled();
  await clock.pass(TOKEN_MS / 2);
  expect(fake.renewals).toEqual([CANARY.refreshToken]);
  expect(answers).toEqual([]);
  return {
    ...{ clock, fake, zoho, vault, logged, record, deployed, answers, send, closing },
    connect: () =>
      connectWithCode(
        zoho,
        {
          realm: "zoho",
          name: record.name,
          clientId: record.clientId,
          clientSecret: CANARY.clientSecret,
          dataCenter: "eu",
          scopes: connection.scopes,
        },
        { code: CANARY.grantCode },
      ),
  };
}

function times(count: number, answer: string): readonly string[] {
  return Array.from({ length: count }, () => answer);
}

describe.each(["first", "last"] as const)(
  "in the middle of a ten-second token answer that Zoho decides %s",
  (decides) => {
    it("a grant that is revoked at Zoho is dead for all who wait, and asked for no more", async () => {
      const { clock, fake, answers, send, zoho, vault, record } = await inTheMiddle(decides);
      fake.revoke(CANARY.refreshToken);
      await clock.pass(3 * TOKEN_MS);
      expect(answers).toEqual(times(MESSAGES, "grant_revoked"));
      const { length } = fake.renewals;
      expect(length).toBe(decides === "first" ? 2 : 1);
      await send();
      expect(answers.at(-1)).toBe("grant_revoked");
      expect(fake.renewals).toHaveLength(length);
      expect(zoho.tokens.cached(record.id)).toBeUndefined();
      expect(await vault.read("budget", record.id)).toMatchObject({ brokenGeneration: record.generation });
    });

    it("a connection that is connected again uses the token of the new grant, and asks for none", async () => {
      const { clock, fake, answers, connect, zoho, vault, record } = await inTheMiddle(decides);
      const { generation } = await connect();
      await clock.pass(3 * TOKEN_MS);
      expect(answers).toEqual(times(MESSAGES, "200"));
      expect(fake.renewals).toEqual([CANARY.refreshToken]);
      const stored = await vault.read("access", record.id);
      expect(stored?.generation).toBe(generation);
      expect(zoho.tokens.cached(record.id)?.value).toBe(stored?.token);
      expect(await vault.read("budget", record.id)).toBeUndefined();
    });

    it("a connection whose dead grant is connected again is not blamed for it", async () => {
      const { clock, fake, answers, send, connect, record, vault } = await inTheMiddle(decides);
      fake.revoke(CANARY.refreshToken);
      await connect();
      await clock.pass(3 * TOKEN_MS);
      await send();
      expect(answers).toEqual(times(MESSAGES + 1, "200"));
      expect(fake.renewals).toEqual([CANARY.refreshToken]);
      expect((await vault.read("budget", record.id))?.brokenGeneration).toBeUndefined();
    });

    it("a connection that is disconnected leaves nothing behind, and its token is used by nobody", async () => {
      const { clock, fake, answers, zoho, vault, record } = await inTheMiddle(decides);
      await expect(disconnect(zoho, record.id)).resolves.toMatchObject({ revoked: 1, left: 0 });
      const before = fake.transport.requests.length;
      await clock.pass(3 * TOKEN_MS);
      expect(answers).toEqual(times(MESSAGES, "not_connected"));
      expect(fake.transport.requests).toHaveLength(before);
      for (const kind of ["grant", "access", "budget"] as const)
        expect(await vault.read(kind, record.id)).toBeUndefined();
      expect(zoho.tokens.cached(record.id)).toBeUndefined();
    });

    it("a connection that is disconnected and connected again serves all who wait", async () => {
      const { clock, fake, answers, zoho, record, connect, vault } = await inTheMiddle(decides);
      await disconnect(zoho, record.id);
      const { generation } = await connect();
      await clock.pass(3 * TOKEN_MS);
      expect(answers).toEqual(times(MESSAGES, "200"));
      expect(fake.renewals).toEqual([CANARY.refreshToken]);
      expect((await vault.read("access", record.id))?.generation).toBe(generation);
    });

    it("a secret that is put right serves all who wait, and its forerunner's refusal holds up nobody", async () => {
      const { clock, fake, answers, send, deployed } = await inTheMiddle(decides, "a mistyped secret");
      deployed.secret = CANARY.clientSecret;
      await clock.pass(3 * TOKEN_MS);
      await send();
      expect(answers).toEqual(times(MESSAGES + 1, "200"));
      expect(fake.renewals).toHaveLength(2);
    });

    it("a secret that is changed in the console and in the dialog serves all who wait", async () => {
      const { clock, fake, answers, deployed } = await inTheMiddle(decides);
      fake.clientSecret = "the next secret";
      deployed.secret = "the next secret";
      await clock.pass(3 * TOKEN_MS);
      expect(answers).toEqual(times(MESSAGES, "200"));
      expect(fake.renewals).toHaveLength(decides === "first" ? 1 : 2);
    });

    it("a Deploy lets go of all who wait, and those who come after it get the same token", async () => {
      const { clock, fake, answers, send, closing, vault, record } = await inTheMiddle(decides);
      closing.abort(new Error("the node was stopped"));
      await settled();
      expect(answers).toEqual(times(MESSAGES, "cancelled"));
      for (let message = 0; message < MESSAGES; message++) void send();
      await clock.pass(3 * TOKEN_MS);
      expect(answers.slice(MESSAGES)).toEqual(times(MESSAGES, "200"));
      expect(fake.renewals).toHaveLength(1);
      expect(await vault.read("access", record.id)).toMatchObject({ token: accessToken(1) });
    });

    it("a renewal on purpose of a connection that is connected again brings a token of the new grant", async () => {
      const { clock, fake, zoho, record, connect } = await inTheMiddle(decides);
      const forced = zoho.tokens.force(record.id);
      const { generation } = await connect();
      await clock.pass(3 * TOKEN_MS);
      expect(await forced).toMatchObject({ generation });
      expect(fake.renewals).toEqual([CANARY.refreshToken]);
    });
  },
);

describe("two consents that end at the same moment", () => {
  /** The token that came with one of them. */
  function issued(number: number): IssuedToken {
    const answer = { accessToken: accessToken(number), expiresInMs: 3_600_000 };
    return { answer, sentAt: new HeldClock().now(), sentAtMonotonic: 5_000 };
  }

  async function twoConsents() {
    const { zoho, vault } = library();
    const { id, generation } = await connected(vault);
    return { zoho, vault, id, first: generation + 1, second: generation + 2 };
  }

  it("leave the token of the one that counts, although the other one is slower to notice", async () => {
    const { zoho, vault, id, first, second } = await twoConsents();
    await zoho.tokens.forget(id, second);
    await zoho.tokens.adopt(id, second, issued(2));
    await zoho.tokens.forget(id, first);
    await zoho.tokens.adopt(id, first, issued(1));
    expect(zoho.tokens.cached(id)?.value).toBe(accessToken(2));
    expect((await vault.read("access", id))?.token).toBe(accessToken(2));
  });

  it("use no token of the first one once the second counts, although its own is still on the way", async () => {
    const { zoho, id, first, second } = await twoConsents();
    await zoho.tokens.forget(id, first);
    await zoho.tokens.forget(id, second);
    await zoho.tokens.adopt(id, first, issued(1));
    expect(zoho.tokens.cached(id)).toBeUndefined();
  });

  it("may be followed by a connection that is made anew after it was removed", async () => {
    const { zoho, id, first, second } = await twoConsents();
    await zoho.tokens.forget(id, second);
    await zoho.tokens.forget(id);
    await zoho.tokens.adopt(id, first, issued(1));
    expect(zoho.tokens.cached(id)?.value).toBe(accessToken(1));
  });
});
