import { afterAll, describe, expect, it } from "vitest";
import { connectionId } from "../../src/connect/connection-id";
import { disconnect } from "../../src/connect/disconnect";
import { connectWithCode } from "../../src/connect/grant-code";
import type { GrantRecord, Vault } from "../../src/vault/vault";
import type { ZohoRuntime } from "../../src/zoho-runtime";
import { accepted, ASKED, comeBack, ConsentingZoho, refreshTokenOf, stateOf } from "../unit/support/consent";
import { HeldClock } from "../unit/support/held-clock";
import { library } from "../unit/support/library";
import { CANARY } from "../unit/support/secrets";
import { tellFigures } from "../faults/support/long-form";
import { type Disk, JournalFs } from "./support/journal-fs";
import { changed, fileOn, openOn } from "./support/open-test-vault";

const ID = connectionId("zoho", "acme");
const GRANT = `/vault/grant/${ID}.json`;
const EMPTY: Disk = new Map([["/", "folder"]]);

/** The library over a vault on a disk whose every step is remembered. */
async function on(disk: Disk, fake = new ConsentingZoho()) {
  const clock = new HeldClock();
  const opened = await openOn(new JournalFs(disk), [], { clock });
  const { zoho } = library({ vault: opened.vault, clock, transport: fake.transport });
  return { ...opened, zoho, fake };
}

function connect(zoho: ZohoRuntime): Promise<unknown> {
  const { clientId, scopes } = ASKED;
  const consent = { realm: "zoho", name: "acme", clientId, dataCenter: "eu", scopes } as const;
  return connectWithCode(zoho, { ...consent, clientSecret: CANARY.clientSecret }, { code: CANARY.grantCode });
}

/** Does something, then looks at every disk that a power cut at any moment of it may leave. */
async function atEveryPowerCut(
  { fs, zoho }: Awaited<ReturnType<typeof on>>,
  work: (zoho: ZohoRuntime) => Promise<unknown>,
  judge: (vault: Vault, done: boolean) => Promise<void>,
): Promise<void> {
  await work(zoho);
  fs.mark("done");
  let count = 0;
  for (const { disk, marks, story } of fs.powerCuts()) {
    count += 1;
    try {
      await judge((await openOn(disk, [])).vault, marks.includes("done"));
    } catch (error) {
      throw new Error(story, { cause: error });
    }
  }
  expect(count).toBeGreaterThan(10);
  disks += count;
}

/** How many disks were looked at. */
let disks = 0;
afterAll(() => {
  tellFigures("power-cuts", { disks });
});

/** Every refresh token that a record holds, in use or not. */
function tokensIn(record: GrantRecord | undefined): readonly (string | undefined)[] {
  return [record?.current, record?.candidate, ...(record?.retired ?? [])].map((grant) => grant?.refreshToken);
}

async function connectedDisk(): Promise<{ readonly disk: Disk; readonly fake: ConsentingZoho }> {
  const { zoho, fs, fake } = await on(EMPTY);
  await connect(zoho);
  return { disk: fs.disk(), fake };
}

describe("a power cut", () => {
  it("while a connection is made leaves it in use, kept until it is proven, or not there", async () => {
    await atEveryPowerCut(await on(EMPTY), connect, async (vault, done) => {
      const record = await vault.read("grant", ID);
      if (done) expect(record?.current?.refreshToken).toBe(refreshTokenOf(1));
      else if (record !== undefined) expect(tokensIn(record)).toContain(refreshTokenOf(1));
    });
  });

  it("while it is made again loses neither the old grant nor, once it is kept, the new one", async () => {
    const { disk, fake } = await connectedDisk();
    await atEveryPowerCut(await on(disk, fake), connect, async (vault, done) => {
      const record = await vault.read("grant", ID);
      expect(tokensIn(record)).toContain(refreshTokenOf(1));
      expect([refreshTokenOf(1), refreshTokenOf(2)]).toContain(record?.current?.refreshToken);
      if (done) expect(record?.current?.refreshToken).toBe(refreshTokenOf(2));
    });
  });

  it("while it is disconnected leaves all of it or nothing, and it is not remembered as gone too late", async () => {
    const { disk, fake } = await connectedDisk();
    await atEveryPowerCut(
      await on(disk, fake),
      (zoho) => disconnect(zoho, ID),
      async (vault, done) => {
        const record = await vault.read("grant", ID);
        const [realm] = await vault.ids("forgotten");
        const forgotten = realm === undefined ? undefined : await vault.read("forgotten", realm);
        if (done) expect(record).toBeUndefined();
        if (record === undefined) expect(forgotten?.prints).toHaveLength(1);
        else expect(tokensIn(record)).toContain(refreshTokenOf(1));
      },
    );
  });

  it("while a consent comes back leaves it waiting, interrupted, or connected", async () => {
    const before = await on(EMPTY);
    const started = await before.zoho.consents.start(ASKED);
    const world = await on(before.fs.disk(), before.fake);
    await atEveryPowerCut(
      world,
      (zoho) => comeBack(zoho, accepted(stateOf(started))),
      async (vault, done) => {
        const starts = await vault.ids("start");
        const record = await vault.read("grant", ID);
        if (done) expect(record?.current?.refreshToken).toBe(refreshTokenOf(1));
        // Either it can still be answered for, or what it brought is there.
        if (starts.length === 0) expect(record?.current?.refreshToken).toBe(refreshTokenOf(1));
        else if (record !== undefined) {
          expect((await vault.read("start", starts[0] ?? ""))?.exchanging).toBe(true);
        }
      },
    );
  });

  it("while a damaged record is put aside leaves it in its place or aside, and the others", async () => {
    const { disk, fake } = await connectedDisk();
    const broken = changed(disk, {
      [GRANT]: fileOn(disk, GRANT).subarray(0, 40),
      "/vault/grant/other.json": "{",
    });
    await atEveryPowerCut(
      await on(broken, fake),
      (zoho) => zoho.vault.discardDamaged("grant", ID),
      async (vault, done) => {
        const ids = await vault.ids("grant");
        expect(ids).toContain("other");
        if (done) expect(ids).not.toContain(ID);
      },
    );
  });

  it("while a token is refreshed costs no more than that token, and never the count of what was asked", async () => {
    const { disk, fake } = await connectedDisk();
    await atEveryPowerCut(
      await on(disk, fake),
      (zoho) => zoho.tokens.force(ID),
      async (vault, done) => {
        expect((await vault.read("grant", ID))?.current?.refreshToken).toBe(refreshTokenOf(1));
        if (done) expect((await vault.read("budget", ID))?.issues.length).toBeGreaterThanOrEqual(1);
        await vault.read("access", ID);
      },
    );
  });

  it("while something exclusive is done leaves nothing that keeps it from being done again", async () => {
    const { disk, fake } = await connectedDisk();
    await atEveryPowerCut(
      await on(disk, fake),
      (zoho) => zoho.vault.exclusively(ID, () => Promise.resolve()),
      async (vault) => {
        expect(await vault.exclusively(ID, () => Promise.resolve("again"))).toBe("again");
      },
    );
  });
});
