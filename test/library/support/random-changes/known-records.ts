import { shownByTime } from "../../../../src/emulator/crm/late-changes";
import { defaultSettings } from "../../../../src/emulator/settings/settings-table";
import { createVirtualClock } from "../../../../src/emulator/time/virtual-clock";
import type { Change } from "../../../../src/index";

/** What a record became by one write. */
interface Version {
  /** Counts all writes of a run. */
  readonly number: number;
  /** Zoho's time, milliseconds since 1970. */
  readonly at: number;
  readonly isDeleted: boolean;
}

interface KnownRecord {
  readonly createdAt: number;
  readonly versions: Version[];
  /** Number of the last version that came. */
  given: number;
  /** Versions that came and were stored. */
  readonly stored: Set<number>;
}

/** Zoho shows changes up to so late, seconds. */
export const LAG_S = 90;

/** Everything that was written, and what has come of it: finds out what is missing, twice, invented or out of order. */
export class KnownRecords {
  readonly problems: string[] = [];
  readonly alive: string[] = [];
  private readonly records = new Map<string, KnownRecord>();
  private readonly owed = new Set<string>();
  private writes = 0;

  constructor(
    private readonly begunAt: number,
    private readonly emulatorSeed: number,
  ) {}

  get count(): number {
    return this.writes;
  }

  /** Number of the next write: the record carries it. */
  nextNumber(): number {
    return ++this.writes;
  }

  created(id: string, number: number, at: number): void {
    const version = { number, at, isDeleted: false };
    this.records.set(id, { createdAt: at, versions: [version], given: 0, stored: new Set() });
    this.alive.push(id);
    this.owed.add(id);
  }

  changed(id: string, number: number, at: number): void {
    this.records.get(id)?.versions.push({ number, at, isDeleted: false });
    this.owed.add(id);
  }

  deleted(id: string, at: number): void {
    this.records.get(id)?.versions.push({ number: this.nextNumber(), at, isDeleted: true });
    this.owed.add(id);
  }

  /** Takes what came and says what is wrong with it. */
  take(change: Change, storing: "stored" | "dropped"): void {
    const { id, kind, at, record } = change;
    const known = this.records.get(id);
    const version = known?.versions.find(({ number, isDeleted }) =>
      kind === "deleted" ? isDeleted : record["City"] === `v${String(number)}`,
    );
    if (known === undefined || version === undefined) {
      this.problem(`invented: ${JSON.stringify(change)}`);
      return;
    }
    if (Date.parse(at) !== Math.floor(version.at / 1000) * 1000) this.problem(`${id}: wrong time ${at}`);
    if (version.number < known.given) this.problem(`${id}: v${version.number} came after v${known.given}`);
    if (known.stored.has(version.number)) this.problem(`${id}: v${version.number} came twice`);
    // One that was changed again may have been shown so late that nobody can tell whether it had come.
    const isNew = known.given === 0 && known.versions.length === 1 && known.createdAt >= this.begunAt;
    if (isNew && kind === "changed") this.problem(`${id}: came as changed first`);
    if (kind === "created" && known.stored.size > 0) this.problem(`${id}: came as created later`);
    known.given = version.number;
    if (storing === "stored") known.stored.add(version.number);
    if (known.stored.has(known.versions.at(-1)?.number ?? 0)) this.owed.delete(id);
  }

  /** After a poll to its end: whatever Zoho shows by now must have come, and been stored. */
  expectAllShown(now: number): void {
    const isShown = this.shown(now);
    for (const id of this.owed) {
      const last = this.records.get(id)?.versions.at(-1);
      if (last !== undefined && isShown(id, last.at)) this.problem(`${id}: v${last.number} did not come`);
      if (this.problems.length > 20) return;
    }
  }

  /** How many records that are there, and deleted ones, Zoho shows that were changed between two times, ends included. */
  shownBetween(
    from: number,
    to: number,
    now: number,
  ): { readonly changed: number; readonly deleted: number } {
    const isShown = this.shown(now);
    let [changed, deleted] = [0, 0];
    for (const [id, { versions }] of this.records) {
      const last = versions.at(-1);
      if (last === undefined || last.at < from || last.at > to || !isShown(id, last.at)) continue;
      if (last.isDeleted) deleted++;
      else changed++;
    }
    return { changed, deleted };
  }

  problem(sentence: string): void {
    this.problems.push(sentence);
  }

  private shown(now: number): (id: string, changedAt: number) => boolean {
    const clock = createVirtualClock({ now, frozen: true });
    const settings = { ...defaultSettings(), changeLag: LAG_S };
    return shownByTime({ clock, settings, seed: this.emulatorSeed }) ?? ((): boolean => true);
  }
}
