import type { EmulatorControl, LoggedRequest } from "../launch/emulator-control";

/** What the emulator saw while something ran. */
export interface SeenRequests {
  readonly tokenCalls: number;
  /** Token calls that brought no token. */
  readonly refusedTokenCalls: number;
  readonly apiCalls: number;
  /** API calls that were answered 401. */
  readonly unauthorized: number;
}

/** How often the log is read, milliseconds: often enough that it is never full in between. */
const POLL_MS = 250;

/**
 * Counts at the emulator what a piece of work sends, also where that is more than its log keeps.
 *
 * @throws Error where the log has lost requests between two readings; what `work` throws
 */
export async function requestsDuring<T>(
  control: EmulatorControl,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seen: SeenRequests }> {
  const requests: LoggedRequest[] = [];
  let last = (await control.requestsSince(0)).at(-1)?.seq ?? 0;
  async function read(): Promise<void> {
    const news = await control.requestsSince(last);
    const [first] = news;
    if (first !== undefined && first.seq !== last + 1)
      throw new Error("The emulator's log was read too late.");
    requests.push(...news);
    last = news.at(-1)?.seq ?? last;
  }
  const end = new AbortController();
  const reading = repeat(read, end.signal);
  try {
    const result = await work();
    end.abort();
    await reading;
    await read();
    return { result, seen: countRequests(requests) };
  } finally {
    end.abort();
    await reading.catch(() => undefined);
  }
}

async function repeat(work: () => Promise<void>, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await work();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Sums up a log. A refused token call is known by what it says in place of a token: Zoho may answer it with 200. */
export function countRequests(requests: readonly LoggedRequest[]): SeenRequests {
  const tokens = requests.filter(({ path }) => path.startsWith("/oauth/v2/token"));
  const apis = requests.filter(({ host }) => host.includes("zohoapis"));
  return {
    tokenCalls: tokens.length,
    refusedTokenCalls: tokens.filter(({ code }) => code !== undefined).length,
    apiCalls: apis.length,
    unauthorized: apis.filter(({ status }) => status === 401).length,
  };
}
