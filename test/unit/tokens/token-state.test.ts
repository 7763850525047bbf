import { describe, expect, it } from "vitest";
import { tokenState } from "../../../src/tokens/token-state";
import { connected, find, library, storedToken } from "../support/library";
import { CANARY } from "../support/secrets";

describe("the state of a connection's tokens", () => {
  it("is told without a token, and without asking Zoho", async () => {
    const parts = library();
    const record = await connected(parts.vault);
    await storedToken(parts.vault, record, { obtainedAt: parts.clock.now() - 600_000 });
    const state = await tokenState(parts.zoho, await find(parts.zoho));
    expect(state).toEqual({
      connection: "acme",
      state: "healthy",
      accessToken: true,
      obtainedAt: "2026-03-01T11:50:00.000Z",
      expiresAt: "2026-03-01T12:50:00.000Z",
      secondsOld: 600,
      secondsLeft: 3_000,
      issuesLeft: 10,
      scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"],
      knownGrants: 1,
      usedElsewhere: false,
    });
    expect(JSON.stringify(state)).not.toContain(CANARY.accessToken);
    expect(parts.transport.requests).toEqual([]);
  });

  it("counts no token of a former grant and none that has run out", async () => {
    const parts = library();
    const record = await connected(parts.vault);
    await storedToken(parts.vault, { ...record, generation: 99 }, { obtainedAt: parts.clock.now() });
    expect(await tokenState(parts.zoho, await find(parts.zoho))).toMatchObject({
      accessToken: false,
      secondsLeft: 0,
    });
    await storedToken(parts.vault, record, { obtainedAt: parts.clock.now() - 3_600_000 });
    expect(await tokenState(parts.zoho, await find(parts.zoho))).toMatchObject({
      accessToken: false,
      secondsLeft: 0,
    });
  });

  it("says authorize again only for the grant that Zoho refused", async () => {
    const parts = library();
    const record = await connected(parts.vault);
    await parts.vault.update("budget", record.id, () => ({
      id: record.id,
      issues: [],
      brokenGeneration: 99,
    }));
    expect((await tokenState(parts.zoho, await find(parts.zoho))).state).toBe("healthy");
    await parts.vault.update("budget", record.id, () => ({
      id: record.id,
      issues: [],
      brokenGeneration: 100,
    }));
    expect((await tokenState(parts.zoho, await find(parts.zoho))).state).toBe("authorize_again");
  });

  it("says how long a throttle lasts", async () => {
    const parts = library();
    const record = await connected(parts.vault);
    const until = parts.clock.now() + 60_000;
    await parts.vault.update("budget", record.id, () => ({
      id: record.id,
      issues: [1],
      throttledUntil: until,
    }));
    expect(await tokenState(parts.zoho, await find(parts.zoho))).toMatchObject({
      state: "throttled",
      retryAt: "2026-03-01T12:01:00.000Z",
    });
  });

  it("says when the runtime may ask again, where its share of ten minutes is used up", async () => {
    const parts = library();
    const record = await connected(parts.vault);
    const issues = Array.from({ length: 8 }, () => parts.clock.now() - 60_000);
    await parts.vault.update("budget", record.id, () => ({ id: record.id, issues }));
    expect(await tokenState(parts.zoho, await find(parts.zoho))).toMatchObject({
      state: "healthy",
      issuesLeft: 2,
      retryAt: "2026-03-01T12:09:30.000Z",
    });
  });

  it("tells of a grant that is used elsewhere", async () => {
    const parts = library();
    const record = await connected(parts.vault);
    const at = parts.clock.now();
    const earlyDeaths = [
      { version: 1, at },
      { version: 2, at },
    ];
    await parts.vault.update("budget", record.id, () => ({ id: record.id, issues: [at], earlyDeaths }));
    expect(await tokenState(parts.zoho, await find(parts.zoho))).toMatchObject({
      state: "used_elsewhere",
      usedElsewhere: true,
      retryAt: "2026-03-01T12:01:00.000Z",
    });
  });
});
