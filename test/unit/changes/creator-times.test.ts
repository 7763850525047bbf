import { describe, expect, test } from "vitest";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import type { Change } from "../../../src/changes/change";
import type { ChangeSource } from "../../../src/changes/change-source";
import { changeSource } from "../../../src/changes/change-sources";
import type { Cursor } from "../../../src/changes/cursor";
import { DateTimeForm } from "../../../src/changes/times/date-time-form";
import { Zone } from "../../../src/changes/times/zone";
import type { Connection } from "../../../src/vault/connection";

const FORM = new DateTimeForm("dd-MMM-yyyy HH:mm:ss");
const MINUTE = 60_000;

interface Kept {
  readonly ID: string;
  readonly addedAt: number;
  changedAt: number;
  Name: string;
}

/** A Creator whose application lies in a zone that changes its clocks; it knows no more of times than their texts. */
class Berlin {
  readonly zone = new Zone("Europe/Berlin");
  readonly kept: Kept[] = [];
  now = 0;

  text(ms: number): string {
    return FORM.write(this.zone.wallOf(ms));
  }

  write(ID: string, Name: string): void {
    const known = this.kept.find((one) => one.ID === ID);
    if (known === undefined) this.kept.push({ ID, Name, addedAt: this.now, changedAt: this.now });
    else Object.assign(known, { Name, changedAt: this.now });
  }

  readonly call = (asked: ApiCall): Promise<ApiAnswer> => {
    const criteria = asked.query?.get("criteria") ?? "";
    const since = FORM.read(/'([^']*)'/.exec(criteria)?.[1] ?? "") ?? Number.NEGATIVE_INFINITY;
    const data = this.kept
      .filter(({ changedAt }) => Math.floor(this.zone.wallOf(changedAt) / 1000) * 1000 >= since)
      .map(({ ID, Name, addedAt, changedAt }) => ({
        ID,
        Name,
        Added_Time: this.text(addedAt),
        Modified_Time: this.text(changedAt),
      }));
    return Promise.resolve({
      status: 200,
      headers: { date: new Date(this.now).toUTCString() },
      body: { code: 3000, data },
      url: "https://www.zohoapis.eu/",
      attempts: 1,
      waitedMs: 0,
    });
  };

  readonly source: ChangeSource = changeSource(
    {
      connection: {} as Connection,
      product: "creator",
      module: "acme/app/Report",
      fields: [],
      deleted: "not",
      application: { timeZone: "Europe/Berlin" },
    },
    {
      caller: this,
      clock: { monotonic: () => 0 },
      moduleFields: { named: () => Promise.reject(new Error("not asked")) },
    },
  );

  async poll(cursor: Cursor): Promise<{ readonly changes: readonly Change[]; readonly cursor: Cursor }> {
    const changes: Change[] = [];
    let next = cursor;
    for await (const batch of this.source.poll(cursor)) {
      changes.push(...batch.changes);
      next = batch.cursor;
    }
    return { changes, cursor: next };
  }
}

describe("Creator in a zone that changes its clocks", () => {
  test.each([
    ["turned back", Date.UTC(2026, 9, 25, 1)],
    ["put forward", Date.UTC(2026, 2, 29, 1)],
  ])("every change comes, with its right time, on the night when they are %s", async (_what, change) => {
    const creator = new Berlin();
    creator.now = change - 120 * MINUTE;
    let { cursor } = await creator.poll(await creator.source.begin({ from: "now" }));
    for (let minute = -115; minute <= 180; minute += 5) {
      creator.now = change + minute * MINUTE;
      const id = `r${String(minute)}`;
      creator.write(id, "new");
      creator.now += 30_000;
      const polled = await creator.poll(cursor);
      ({ cursor } = polled);
      const found = polled.changes.find((one) => one.id === id);
      expect([id, found?.kind, found?.at]).toEqual([
        id,
        "created",
        new Date(change + minute * MINUTE).toISOString(),
      ]);
    }
  });

  test("one that is changed again an hour later, at the same time on the wall, comes again", async () => {
    const creator = new Berlin();
    const first = Date.UTC(2026, 9, 25, 0, 30);
    creator.now = first - 10 * MINUTE;
    const begun = await creator.source.begin({ from: "now" });
    creator.now = first;
    creator.write("r1", "before");
    creator.now += 60_000;
    const one = await creator.poll(begun);
    expect(one.changes.map(({ record }) => record["Name"])).toEqual(["before"]);
    creator.now = first + 60 * MINUTE;
    creator.write("r1", "after");
    expect(creator.text(first)).toBe(creator.text(creator.now));
    creator.now += 60_000;
    const two = await creator.poll(one.cursor);
    expect(two.changes.map(({ record }) => record["Name"])).toEqual(["after"]);
  });
});
