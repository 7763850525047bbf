import {
  type ChangeBatch,
  changeSource,
  type ChangeSource,
  type Cursor,
  readCursor,
} from "../../../../src/index";
import { type RunningEmulator, startEmulator } from "../../../../src/emulator/index";
import { costOfChanges } from "../../../../src/changes/poll-cost";
import { seededDraw } from "../../../faults/support/draw";
import { control, NOON } from "../../../emulator/support/running";
import type { Transport } from "../../../../src/transport/transport";
import { connect, CRM_SCOPES, libraryWorld, type LibraryWorld, setZoho } from "../library-world";
import { HurriedClock } from "./hurried-clock";
import { KnownRecords, LAG_S } from "./known-records";
import { type Write, writeSomething } from "./random-writer";

export interface RandomRun {
  /** Creations, changes and deletions. */
  readonly changes: number;
  readonly seed: string;
  readonly filter?: string;
}

/** What came of a run. */
export interface RunFigures {
  readonly changes: number;
  readonly polls: number;
  /** Polls that ended with a crash before their cursor was stored, or with an error. */
  readonly crashed: number;
  readonly failed: number;
  readonly restarts: number;
  readonly clockSteps: number;
  readonly refusedCalls: number;
  readonly calls: number;
  readonly leastCalls: number;
  readonly problems: readonly string[];
}

const EMULATOR_SEED = 1;
const OVERLAP_MS = 120_000;
const SECOND_MS = 1_000;

/**
 * Writes at random and reads what has changed, through all that may go wrong, until so many changes were made.
 *
 * The least possible number of calls is counted poll by poll. A poll has to ask once for records and once for deleted ones;
 * each page holds 200. What has to be fetched is what Zoho shows at that moment of what was changed since the reader's last
 * stored place, less the overlap in which changes may show late: nobody who wants to find those can do without. Of a poll
 * that ends early it is what was changed before the second of the last change that had come by then. A call that is refused on purpose has to be made again.
 */
export async function randomRun(run: RandomRun): Promise<RunFigures> {
  const emulator = await startEmulator({
    clock: { now: NOON, frozen: true },
    records: { Leads: 0 },
    seed: EMULATOR_SEED,
  });
  try {
    return await new Run(run, emulator).play();
  } finally {
    await emulator.close();
  }
}

class Run {
  private readonly draw;
  private readonly world: LibraryWorld;
  private readonly known: KnownRecords;
  private readonly clock = new HurriedClock(NOON);
  private now = NOON;
  private readonly figures = {
    polls: 0,
    crashed: 0,
    failed: 0,
    restarts: 0,
    clockSteps: 0,
    refusedCalls: 0,
    calls: 0,
    leastCalls: 0,
  };

  constructor(
    private readonly run: RandomRun,
    private readonly emulator: RunningEmulator,
  ) {
    this.draw = seededDraw(run.seed);
    this.known = new KnownRecords(NOON, EMULATOR_SEED);
    this.world = libraryWorld(emulator, { clock: this.clock, through: (send) => this.counted(send) });
  }

  async play(): Promise<RunFigures> {
    const { draw, known, run } = this;
    await setZoho(this.world, { changeLag: LAG_S, crmCreditsPerDay: 1_000_000_000, crmConcurrency: 100 });
    const scopes = [...CRM_SCOPES, "ZohoCRM.coql.READ"];
    const connection = await connect(this.world, "us", {}, { scopes });
    this.clock.hurry();
    const write = this.writer(connection);
    const reader = (): ChangeSource => {
      const { caller, clock, moduleFields } = this.world.restart();
      const { filter } = run;
      const query = {
        connection,
        product: "crm",
        module: "Leads",
        fields: ["City"],
        deleted: "too",
      } as const;
      return changeSource(
        { ...query, ...(filter !== undefined && { filter }) },
        { caller, clock, moduleFields, overlapMs: OVERLAP_MS, sending: { priority: "background" } },
      );
    };
    let source = reader();
    let stored = JSON.stringify(await source.begin({ from: "now" }));
    let place = NOON;
    this.figures.calls = 0;
    while (known.count < run.changes) {
      await this.writeAWhile(write);
      if (draw(10) === 0) {
        source = reader();
        this.figures.restarts++;
      }
      if (draw(5) === 0) {
        this.clock.jumpWall((draw(2) === 0 ? -1 : 1) * draw(40 * 86_400_000));
        this.figures.clockSteps++;
      }
      await this.trouble();
      ({ stored, place } = await this.poll(source, { stored, place, write }));
      await control(this.emulator, "DELETE", "faults");
      if (known.problems.length > 0) break;
    }
    await this.pass(LAG_S * SECOND_MS);
    await this.poll(source, { stored, place, write: undefined });
    return { changes: known.count, ...this.figures, problems: known.problems };
  }

  private async writeAWhile(write: Write): Promise<void> {
    const { draw, known } = this;
    // A gateway that was off for a while finds more than a page.
    const writes = draw(25) === 0 ? 20 + draw(60) : draw(8);
    for (let count = 0; count < writes; count++) {
      const most = draw(3) === 0 ? 12 : 100;
      await writeSomething({ known, draw, write, now: this.now }, most);
      const pause = [0, draw(1_000), draw(30_000)][draw(3)] ?? 0;
      await this.pass(pause);
    }
    await this.pass(draw(120_000));
  }

  /** What goes wrong with the calls of the next poll. */
  private async trouble(): Promise<void> {
    const { draw } = this;
    if (draw(6) !== 0) return;
    const kinds = [
      { fault: "throttle" },
      { fault: "html" },
      { fault: "reset" },
      { fault: "status", status: 500, body: JSON.stringify({ code: "INTERNAL_ERROR", status: "error" }) },
    ];
    const match =
      this.run.filter === undefined
        ? { path: "/crm/v8/Leads", method: "GET" }
        : { path: "/crm/v8/coql", method: "POST" };
    const times = draw(5) === 0 ? 30 : 1 + draw(2);
    await control(this.emulator, "POST", "faults", {
      match,
      ...kinds[draw(kinds.length)],
      times,
      after: draw(2),
    });
  }

  private async poll(
    source: ChangeSource,
    {
      stored,
      place,
      write,
    }: { readonly stored: string; readonly place: number; readonly write: Write | undefined },
  ): Promise<{ readonly stored: string; readonly place: number }> {
    const { draw, known, figures } = this;
    const crashAfter = write !== undefined && draw(12) === 0 ? draw(3) : Number.POSITIVE_INFINITY;
    const asked = { at: this.now, from: Math.floor(place / SECOND_MS) * SECOND_MS };
    figures.polls++;
    let kept = { stored, place };
    let lastGiven = Number.NEGATIVE_INFINITY;
    let batches = 0;
    try {
      for await (const batch of source.poll(readCursor(JSON.parse(stored) as Cursor))) {
        const isCrash = batches++ >= crashAfter;
        for (const change of batch.changes) known.take(change, isCrash ? "dropped" : "stored");
        lastGiven = Math.max(lastGiven, ...batch.changes.map(({ at }) => Date.parse(at)));
        if (isCrash) {
          figures.crashed++;
          this.countLeast(asked, lastGiven - 1);
          return kept;
        }
        kept = { stored: JSON.stringify(batch.cursor), place: this.placeOf(batch, asked.at, kept.place) };
        // Others write while pages are read.
        if (batch.more === "yes" && write !== undefined && draw(4) === 0)
          await writeSomething({ known, draw, write, now: this.now }, 20);
      }
    } catch (error) {
      figures.failed++;
      if (lastGiven > 0) this.countLeast(asked, lastGiven - 1);
      if (!(error instanceof Error) || error.name !== "ZohoError") throw error;
      return kept;
    }
    this.countLeast(asked, Number.POSITIVE_INFINITY);
    known.expectAllShown(asked.at);
    return kept;
  }

  /** From where on a reader has to look again, having stored this. */
  private placeOf({ changes, more }: ChangeBatch, askedAt: number, before: number): number {
    const last = Math.max(Number.NEGATIVE_INFINITY, ...changes.map(({ at }) => Date.parse(at)));
    const settled = Math.floor(askedAt / SECOND_MS) * SECOND_MS - OVERLAP_MS;
    return Math.max(before, more === "no" ? settled : Math.min(last, settled));
  }

  private countLeast(asked: { readonly at: number; readonly from: number }, to: number): void {
    const { filter } = this.run;
    const found = this.known.shownBetween(asked.from, to, asked.at);
    this.figures.leastCalls += costOfChanges({ product: "crm", filter, deleted: "too" }, found).calls;
  }

  private counted(send: Transport): Transport {
    return async (request) => {
      const isRead = request.method === "GET" || request.url.pathname.endsWith("/coql");
      const counts = isRead && request.url.pathname.includes("/crm/");
      if (counts) this.figures.calls++;
      try {
        const answer = await send(request);
        if (counts && answer.status >= 400) this.refused();
        return answer;
      } catch (error) {
        if (counts) this.refused();
        throw error;
      }
    };
  }

  private refused(): void {
    this.figures.refusedCalls++;
    this.figures.leastCalls++;
  }

  private writer(connection: Awaited<ReturnType<typeof connect>>): Write {
    const { caller } = this.world.restart();
    return async (method, path, body) => {
      const headers = { "content-type": "application/json" };
      const text = body === undefined ? {} : { body: JSON.stringify(body), headers };
      const answer = await caller.call({ connection, product: "crm", method, path, ...text });
      const { data } = answer.body as { data: readonly { details: { id: string } }[] };
      return data.map(({ details }) => details);
    };
  }

  /** Time goes on for Zoho and for this machine. */
  private async pass(ms: number): Promise<void> {
    if (ms === 0) return;
    this.now += ms;
    await control(this.emulator, "POST", "clock", { advanceMs: ms });
    await this.clock.pass(ms);
  }
}
