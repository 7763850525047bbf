/** One entry of the emulator's request log, as far as anybody looks at it here. */
export interface LoggedRequest {
  /** Goes up by one with every request. */
  readonly seq: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status: number;
  /** The `error` or `code` of a refusal. */
  readonly code?: string;
  /** API credits that a call of CRM cost. */
  readonly credits?: number;
}

/** How many requests the emulator keeps. */
const MOST_LOGGED = 10_000;

/** Tells a running emulator how to behave, through its control routes. */
export class EmulatorControl {
  constructor(readonly url: string) {}

  settings(values: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.send("PATCH", "settings", values);
  }

  /** @param about `{person, org}` of the tokens that are meant; all where it is empty */
  action(
    action: "evictAccessTokens" | "expireAccessTokens" | "expirePageTokens" | "revokeGrants",
    about: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    return this.send("POST", "actions", { action, ...about });
  }

  faults(fault: unknown): Promise<unknown> {
    return this.send("POST", "faults", fault);
  }

  clearFaults(): Promise<unknown> {
    return this.send("DELETE", "faults");
  }

  /** A grant code of the ready-made Self Client, or of another client where one is named. */
  async grantCode(order: Readonly<Record<string, unknown>>): Promise<string> {
    const { code } = (await this.send("POST", "self-client-code", order)) as { code: string };
    return code;
  }

  forgetRequests(): Promise<unknown> {
    return this.send("DELETE", "requests");
  }

  /** @throws Error where the log may have lost its beginning */
  async requests(): Promise<readonly LoggedRequest[]> {
    const requests = await this.requestsSince(0);
    if (requests.length >= MOST_LOGGED) throw new Error("The emulator's log is too short for this count.");
    return requests;
  }

  /** Those after a certain one, as far as the log goes back. */
  async requestsSince(seq: number): Promise<readonly LoggedRequest[]> {
    const answer = await this.send("GET", `requests?since=${String(seq)}`);
    return (answer as { requests: readonly LoggedRequest[] }).requests;
  }

  /** Requests of the token endpoint since the log was cleared. */
  async tokenCalls(): Promise<number> {
    return (await this.requests()).filter(({ path }) => path.startsWith("/oauth/v2/token")).length;
  }

  /** Requests of the APIs since the log was cleared. */
  async apiCalls(): Promise<readonly LoggedRequest[]> {
    return (await this.requests()).filter(({ host }) => host.includes("zohoapis"));
  }

  async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/_emulator/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`The emulator refused ${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
