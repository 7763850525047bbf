import type { EmulatorControl, LoggedRequest } from "../launch/emulator-control";

/** What is counted of the requests that the emulator has seen. */
const KINDS = {
  calls: ({ host }) => host.includes("zohoapis"),
  tokenCalls: ({ path }) => path.startsWith("/oauth/v2/token"),
  deadTokens: ({ status }) => status === 401,
  deadPageTokens: ({ code }) => code === "EXPIRED_VALUE",
  throttled: ({ status }) => status === 429,
  broken: ({ status }) => status === 0 || status >= 500,
} as const satisfies Readonly<Record<string, (request: LoggedRequest) => boolean>>;

export type RequestCounts = Record<keyof typeof KINDS, number>;

/** Counts requests bit by bit: the emulator's log does not reach back over a whole million. */
export class SeenRequests {
  readonly counts: RequestCounts = {
    calls: 0,
    tokenCalls: 0,
    deadTokens: 0,
    deadPageTokens: 0,
    throttled: 0,
    broken: 0,
  };
  private seq = 0;

  /** Begins with what comes from now on. */
  static async since(control: EmulatorControl): Promise<SeenRequests> {
    await control.forgetRequests();
    return new SeenRequests(control);
  }

  private constructor(private readonly control: EmulatorControl) {}

  /** Takes in what has come since the last look. */
  async look(): Promise<RequestCounts> {
    for (const request of await this.control.requestsSince(this.seq)) {
      this.seq = request.seq;
      for (const kind of Object.keys(KINDS) as (keyof typeof KINDS)[])
        if (KINDS[kind](request)) this.counts[kind]++;
    }
    return this.counts;
  }
}
