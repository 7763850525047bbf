import type { ApiAnswer } from "../../src/api/api-call";
import type { TransportRequest, TransportResponse } from "../../src/transport/transport";
import { createMemoryVault } from "../../src/vault/memory-vault";
import { ZohoRuntime } from "../../src/zoho-runtime";
import { atMost, type BenchRow } from "./bench-row";
import { highest } from "./samples";
import { connectOrgs, type ConnectedOrg } from "./connected-orgs";
import { emulatorInProcess } from "./emulator-in-process";
import { SimulatedClock } from "./simulated-clock";

const START = Date.UTC(2026, 2, 10, 12);
const HOURS = 24;
const ORGS = 20;

/** How long a refresh takes, simulated milliseconds: calls come in while it is in the air. */
const REFRESH_MS = 2_000;

/** Zoho counts tokens over so long a time, milliseconds. */
const WINDOW_MS = 600_000;

/** P7: a day of busy and idle orgs, as the emulator's clock and limits judge it. */
export async function longDayRows(): Promise<readonly BenchRow[]> {
  const emulator = emulatorInProcess(START, { crmCreditsPerDay: 1_000_000_000, grantsPer10min: 2 * ORGS });
  const clock = new SimulatedClock(emulator.world.clock);
  const tally = new DayTally();
  const vault = createMemoryVault();
  const zoho = new ZohoRuntime({
    vault,
    clock,
    transport: () => async (request) => {
      if (refreshTokenOf(request) !== undefined) await clock.sleep(REFRESH_MS);
      const response = emulator.answer(request);
      tally.note(request, response);
      return response;
    },
  });
  const busy = await connectOrgs(zoho, emulator, { count: ORGS, prefix: "busy" });
  await clock.pass(WINDOW_MS);
  const idle = await connectOrgs(zoho, emulator, { count: ORGS, prefix: "idle" });
  await clock.pass(WINDOW_MS);

  const day = await callAllDay({ zoho, clock }, busy);
  if (day.firstFailure !== undefined) console.error(`P7: ${day.firstFailure}`);
  const refreshesOf = async ({ connection }: ConnectedOrg): Promise<number> =>
    tally.refreshes((await vault.read("grant", connection.id))?.current?.refreshToken);
  const ofBusy = await Promise.all(busy.map(refreshesOf));
  const ofIdle = await Promise.all(idle.map(refreshesOf));
  return [
    atMost(27, {
      id: "P7",
      title: `refreshes in ${HOURS} simulated hours, busiest of ${ORGS} orgs`,
      setting:
        `${ORGS} orgs with 1 call/s each and ${ORGS} idle ones, ${day.calls} calls; emulator in this process ` +
        `with API credits raised, memory vault, a refresh takes ${REFRESH_MS / 1000} s`,
      figure: highest(ofBusy),
      unit: "refreshes",
      note: `the longest wait of a call ${day.longestWaitMs / 1000} s; the day took ${Math.round(day.ms / 1000)} s`,
      counts: [
        { of: "calls failed or refused", seen: day.failed },
        { of: "calls answered 401", seen: tally.unauthorized },
        { of: "token calls refused", seen: tally.refusedTokenCalls },
        { of: "refreshes of idle orgs", seen: ofIdle.reduce((sum, count) => sum + count, 0) },
      ],
      anchors: [{ kind: "least", name: "tokens of one hour that are used to the last second", value: HOURS }],
      bound: "the margin before the end of a token in which it is renewed",
    }),
  ];
}

/** What came back from the emulator. */
class DayTally {
  private readonly byRefreshToken = new Map<string, number>();
  unauthorized = 0;
  refusedTokenCalls = 0;

  note(request: TransportRequest, { status, body }: TransportResponse): void {
    if (status === 401) this.unauthorized++;
    const refreshToken = refreshTokenOf(request);
    if (refreshToken === undefined) return;
    this.byRefreshToken.set(refreshToken, this.refreshes(refreshToken) + 1);
    if (!body.includes('"access_token"')) this.refusedTokenCalls++;
  }

  refreshes(refreshToken: string | undefined): number {
    return this.byRefreshToken.get(refreshToken ?? "") ?? 0;
  }
}

/** Of a refresh; undefined for any other request. */
function refreshTokenOf({ url, body }: TransportRequest): string | undefined {
  if (url.pathname !== "/oauth/v2/token") return undefined;
  return new URLSearchParams(typeof body === "string" ? body : "").get("refresh_token") ?? undefined;
}

interface Day {
  readonly calls: number;
  readonly failed: number;
  /** For a token, simulated milliseconds. */
  readonly longestWaitMs: number;
  /** Real time, milliseconds. */
  readonly ms: number;
  readonly firstFailure?: string;
}

/** Each org calls once a second, one after the other, evenly spread. */
async function callAllDay(
  { zoho, clock }: { readonly zoho: ZohoRuntime; readonly clock: SimulatedClock },
  orgs: readonly ConnectedOrg[],
): Promise<Day> {
  const began = performance.now();
  const failures: string[] = [];
  let answered = 0;
  let longestWaitMs = 0;
  const fail = (error: unknown): void => void failures.push(String(error));
  const done = ({ waitedMs }: ApiAnswer): void => {
    answered++;
    longestWaitMs = Math.max(longestWaitMs, waitedMs);
  };
  const calls = HOURS * 3_600 * orgs.length;
  for (let second = 0; second < HOURS * 3_600; second++) {
    for (const { connection, product } of orgs) {
      zoho.caller
        .call({ connection, product, method: "GET", path: "users?type=CurrentUser" })
        .then(done, fail);
      await clock.pass(1_000 / orgs.length);
    }
  }
  // Whoever waits for a refresh.
  await clock.pass(REFRESH_MS);
  await clock.pass(REFRESH_MS);
  // A call that never came back is as bad as one that failed.
  const lost = calls - answered - failures.length;
  if (lost > 0) failures.push(`${lost} calls were never answered`);
  const [firstFailure] = failures;
  const ms = performance.now() - began;
  return {
    calls,
    failed: calls - answered,
    longestWaitMs,
    ms,
    ...(firstFailure !== undefined && { firstFailure }),
  };
}
