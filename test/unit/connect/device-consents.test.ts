import { describe, expect, it } from "vitest";
import type { ConsentOutcome } from "../../../src/connect/consent-outcomes";
import type { DeviceRequest } from "../../../src/connect/device-start";
import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { ASKED, comeBack, ConsentingZoho, refreshTokenOf } from "../support/consent";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { settled } from "../support/held-clock";
import { find, library } from "../support/library";
import { Deferred, failure, form, html, reply } from "../support/scripted-transport";
import { accessToken, CANARY } from "../support/secrets";

const MINUTE = 60_000;
const DEVICE_CODE = `1004.${"d0".repeat(16)}.${"d1".repeat(16)}`;
const CODE = { user_code: "BCDF-GHJK", device_code: DEVICE_CODE, interval: 10_000, expires_in: 300_000 };
const GRANTED = {
  access_token: accessToken(1),
  refresh_token: refreshTokenOf(1),
  expires_in: 3600,
  api_domain: "https://www.zohoapis.eu",
};
const { redirectUri: _uri, boundTo: _bound, ...asked } = ASKED;
const WANTED: DeviceRequest = asked;

type Poll = (request: TransportRequest, count: number) => TransportResponse | Promise<TransportResponse>;

function world(parts: Parameters<typeof library>[0] = {}) {
  const fake = new ConsentingZoho();
  const all = library({ transport: fake.transport, ...parts });
  const outcomes: ConsentOutcome[] = [];
  all.zoho.consents.outcomes.listen((_consent, outcome) => outcomes.push(outcome));
  const polls = (): readonly TransportRequest[] =>
    all.transport.requests.filter(({ url }) => url.pathname === "/oauth/v3/device/token");
  /** Zoho answers each question so; the last stays. */
  const answers = (...turns: readonly (Poll | Readonly<Record<string, unknown>>)[]): void => {
    let count = 0;
    all.transport.answers((request) => {
      if (request.url.pathname === "/oauth/v3/device/code") return reply(200, CODE);
      if (request.url.pathname !== "/oauth/v3/device/token") return fake.answer(request);
      const turn = turns[Math.min(count++, turns.length - 1)];
      return typeof turn === "function" ? turn(request, count) : reply(200, turn);
    });
  };
  const start = (extra: Partial<DeviceRequest> = {}) =>
    all.zoho.consents.startDevice({ ...WANTED, ...extra });
  return { ...all, fake, outcomes, polls, answers, start };
}

const pending = { error: "authorization_pending" };
const lost: Poll = () => Promise.reject(failure("network", "ECONNRESET", "maybe sent"));

function codeOf(outcome: ConsentOutcome | undefined): string | undefined {
  return outcome?.state === "failed" ? outcome.error.code : outcome?.state;
}

describe("a consent on another screen", () => {
  it("asks at the spacing that Zoho names, until the person has accepted", async () => {
    const { start, answers, clock, polls, outcomes, zoho } = world();
    answers(pending, pending, GRANTED);
    const started = await start();
    expect(started).toMatchObject({ userCode: "BCDF-GHJK", connectionName: "acme", startedBy: "node1" });
    await clock.pass(9_999);
    expect(polls()).toHaveLength(0);
    await clock.pass(20_001);
    expect(polls()).toHaveLength(3);
    expect(outcomes.map(codeOf)).toEqual(["connected"]);
    expect((await find(zoho)).pins.orgName).toBe("Acme");
    await clock.pass(10 * MINUTE);
    expect(polls()).toHaveLength(3);
  });

  it("asks half as often each time Zoho finds it too fast", async () => {
    const { start, answers, clock, polls } = world();
    answers({ error: "slow_down" }, { error: "slow_down" }, pending);
    await start();
    for (const [seconds, count] of [
      [10, 1],
      [19, 1],
      [1, 2],
      [39, 2],
      [1, 3],
    ] as const) {
      await clock.pass(seconds * 1000);
      expect(polls()).toHaveLength(count);
    }
  });

  it("asks a last time when its time is over, and then says that nobody typed the code", async () => {
    const { start, answers, clock, polls, outcomes, vault } = world();
    answers(pending);
    await start({ timeoutMs: 25_000 });
    await clock.pass(MINUTE);
    expect(polls()).toHaveLength(3);
    expect(outcomes.map(codeOf)).toEqual(["device_code_expired"]);
    expect(await vault.ids("start")).toEqual([]);
  });

  it.each([
    ["a network that fails", lost],
    ["a page of the network", () => html(200)],
    ["an outage", () => reply(503, "")],
  ] as const)("is not ended by %s", async (_what, answer) => {
    const { start, answers, clock, outcomes } = world();
    answers(answer, answer, pending, GRANTED);
    await start();
    await clock.pass(40_000);
    expect(outcomes.map(codeOf)).toEqual(["connected"]);
  });

  it("does not hammer a token endpoint that is throttled", async () => {
    const { start, answers, clock, polls } = world();
    answers(() => reply(400, { error: "Access Denied", status: "failure" }));
    await start();
    await clock.pass(5 * MINUTE);
    expect(polls().length).toBeLessThanOrEqual(4);
  });

  it("says that the answer was lost where Zoho has spent the code meanwhile", async () => {
    const { start, answers, clock, outcomes } = world();
    answers(lost, { error: "invalid_code" });
    await start();
    await clock.pass(20_000);
    expect(outcomes.map(codeOf)).toEqual(["grant_code_lost"]);
    expect(outcomes[0]).toMatchObject({ error: { cause: { details: { host: "accounts.zoho.eu" } } } });
  });

  it.each([
    [{ error: "access_denied" }, "access_denied"],
    [{ error: "expired" }, "device_code_expired"],
    [{ error: "invalid_code" }, "grant_code_invalid"],
    [{ error: "invalid_client_secret" }, "invalid_client_secret"],
    [{ access_token: accessToken(1), expires_in: 3600 }, "no_refresh_token"],
    [{ error: "other_dc", user_location: "in" }, "wrong_data_center"],
    [{ error: "other_dc", user_location: "cn" }, "wrong_data_center"],
    [{ error: "other_dc", user_location: "https://evil.example" }, "wrong_data_center"],
  ] as const)("ends by %j, and no more is asked", async (answer, code) => {
    const { start, answers, clock, polls, outcomes, transport } = world();
    answers(answer);
    await start({ allowedDataCenters: ["eu", "us", "cn"] });
    await clock.pass(5 * MINUTE);
    expect(outcomes.map(codeOf)).toEqual([code]);
    expect(polls()).toHaveLength(1);
    expect(transport.requests.every(({ url }) => url.host === "accounts.zoho.eu")).toBe(true);
  });

  it("goes on where the person lives, with the secret of that data center", async () => {
    const secretOf = (_realm: unknown, _client: unknown, dataCenter: string): string =>
      `secret of ${dataCenter}`;
    const { start, answers, clock, polls, outcomes, fake } = world({ clientSecrets: { secretOf } });
    fake.host = "www.zohoapis.com";
    answers({ error: "other_dc", user_location: "us" }, pending, GRANTED);
    await start();
    await clock.pass(30_000);
    expect(polls().map((request) => [request.url.host, form(request).get("client_secret")])).toEqual([
      ["accounts.zoho.eu", CANARY.clientSecret],
      ["accounts.zoho.com", "secret of us"],
      ["accounts.zoho.com", "secret of us"],
    ]);
    expect(outcomes[0]).toMatchObject({ state: "connected", connection: { dataCenter: "us" } });
  });

  it("can be cancelled, also while Zoho is being asked, and then nothing comes of it", async () => {
    const { start, answers, clock, zoho, polls, outcomes } = world();
    const answer = new Deferred<TransportResponse>();
    answers(() => answer.promise);
    const { ticket } = await start();
    await clock.pass(10_000);
    expect(polls()).toHaveLength(1);
    expect(await zoho.consents.cancel(ticket)).toBe(true);
    answer.resolve(reply(200, GRANTED));
    await clock.pass(5 * MINUTE);
    expect(outcomes.map(codeOf)).toEqual(["consent_cancelled"]);
    expect(polls()).toHaveLength(1);
    expect(await zoho.consents.cancel(ticket)).toBe(false);
    expect(await zoho.consents.cancel("../grant/x")).toBe(false);
  });

  it("can't be cancelled once its person has accepted", async () => {
    const { start, answers, clock, zoho, outcomes, transport, fake } = world();
    answers(GRANTED);
    const { ticket } = await start();
    const proof = new Deferred<undefined>();
    transport.answers(async (request) => {
      if (request.url.pathname === "/oauth/v3/device/token") return reply(200, GRANTED);
      await proof.promise;
      return fake.answer(request);
    });
    await clock.pass(10_000);
    expect(await zoho.consents.cancel(ticket)).toBe(false);
    proof.resolve(undefined);
    await settled();
    expect(outcomes.map(codeOf)).toEqual(["connected"]);
  });

  it("is not ended by a callback that knows its ticket", async () => {
    const { start, answers, zoho, outcomes } = world();
    answers(pending);
    const { ticket } = await start();
    await expectCode(comeBack(zoho, { state: ticket, code: CANARY.grantCode }), "callback_invalid");
    expect(outcomes).toHaveLength(0);
  });

  it("does not begin where Zoho refuses the client or can't be reached", async () => {
    const { start, transport, vault } = world();
    transport.answers(() => reply(200, { error: "invalid_client" }));
    await expectCode(start(), "invalid_client");
    transport.answers(() => Promise.reject(failure("connect", "ENOTFOUND", "never sent")));
    await expectCode(start(), "network");
    await expectCode(start({ connectionName: "" }), "invalid_input");
    expect(await vault.ids("start")).toEqual([]);
  });
});

describe("a restart while a code waits to be typed", () => {
  it("goes on asking, at the same spacing and to the same end", async () => {
    const first = world();
    first.answers(pending);
    const started = await first.start();
    await first.clock.pass(20_000);
    first.zoho.consents.close();
    const second = world({ vault: first.vault, clock: first.clock });
    second.answers(pending, GRANTED);
    expect(await second.zoho.consents.resume()).toMatchObject([{ ticket: started.ticket }]);
    await second.clock.pass(20_000);
    expect(first.outcomes).toHaveLength(0);
    expect(second.outcomes.map(codeOf)).toEqual(["connected"]);
    expect(form(second.polls()[0]).get("code")).toBe(DEVICE_CODE);
  });

  it("that came between Zoho's answer and the disk is reported as such", async () => {
    const first = world();
    first.answers(pending);
    await first.start();
    first.zoho.consents.close();
    const second = world({ vault: first.vault, clock: first.clock });
    second.answers({ error: "invalid_code" });
    await second.zoho.consents.resume();
    await second.clock.pass(10_000);
    expect(second.outcomes.map(codeOf)).toEqual(["consent_interrupted"]);
  });

  it("ends it where its time passed meanwhile", async () => {
    const first = world();
    first.answers(pending);
    await first.start();
    first.zoho.consents.close();
    await first.clock.pass(60 * MINUTE);
    const second = world({ vault: first.vault, clock: first.clock });
    await second.zoho.consents.resume();
    await settled();
    expect(second.outcomes.map(codeOf)).toEqual(["device_code_expired"]);
    expect(second.polls()).toHaveLength(0);
  });
});

describe("secrets of a device", () => {
  it("stand in no error, outcome, ticket or log line", async () => {
    const answersOfZoho: readonly Poll[] = [
      () => reply(200, { error: DEVICE_CODE }),
      () => reply(200, { error: "invalid_code", error_description: DEVICE_CODE }),
      lost,
      () => reply(200, { access_token: accessToken(1) }),
    ];
    for (const answer of answersOfZoho) {
      const { start, answers, clock, outcomes, logged } = world();
      answers(answer);
      const started = await start();
      await clock.pass(10 * MINUTE);
      const text = outcomes.map((outcome) =>
        everythingIn(outcome.state === "failed" ? outcome.error : outcome),
      );
      expectNoSecret([...text, ...logged, JSON.stringify(started)].join("\n"), [
        DEVICE_CODE,
        accessToken(1),
        CANARY.clientSecret,
      ]);
      expect(outcomes).toHaveLength(1);
    }
  });

  it("a disk that refuses ends it with what the disk said, once", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { start, answers, clock, outcomes } = world({ vault });
    answers((_request) => {
      vault.refuseWrites("start", "grant");
      return reply(200, GRANTED);
    });
    await start();
    await clock.pass(10_000);
    vault.allowWrites();
    await clock.pass(10 * MINUTE);
    expect(outcomes.map(codeOf)).toEqual(["vault_unwritable"]);
  });
});
