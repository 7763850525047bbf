import type fc from "fast-check";
import type { ApiAnswer } from "../../../src/api/api-call";
import { connectWithCode } from "../../../src/connect/grant-code";
import { ZohoError } from "../../../src/errors/zoho-error";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { HeldClock } from "./held-clock";
import { InterleavedVault, type Turn } from "./interleaved-vault";
import { find } from "./library";
import { CANARY } from "./secrets";
import { type TokenFault, WatchfulZoho } from "./watchful-zoho";

/** What may happen, in any order and at any moment. */
export type Step =
  | { readonly does: "call"; readonly method: "GET" | "POST"; readonly abortAfter?: number }
  | { readonly does: "evict" | "revoke" | "reconnect" }
  | { readonly does: "force"; readonly times: number }
  | { readonly does: "pass"; readonly minutes: number }
  | { readonly does: "fail"; readonly fault: TokenFault };

/** A step, and how many of the things that are due happen before the next one. */
export interface Timed {
  readonly step: Step;
  /** In which process; counted over those there are. */
  readonly by: number;
  readonly then: number;
}

const MINUTE_MS = 60_000;

/** What may pass while requests are on their way: their own time limit is not much longer. */
const SHORT_MS = 20_000;

/** After this long every pause, throttle and closed breaker is over. */
const LONG_MS = 11 * MINUTE_MS;

interface Process {
  readonly name: string;
  readonly zoho: ZohoRuntime;
}

/**
 * The library with one connection, in one or several processes on one vault, where a scheduler decides what of all
 * that is due happens next.
 */
export class InterleavedWorld {
  readonly failures: string[] = [];
  readonly #clock = new HeldClock();
  readonly #zoho: WatchfulZoho;
  readonly #processes: readonly [Process, ...Process[]];
  readonly #open = new Set<string>();
  readonly #aborts: { readonly controller: AbortController; after: number }[] = [];
  readonly #mistakes: string[] = [];
  #calls = 0;
  #grants = 0;

  private constructor(
    private readonly scheduler: fc.Scheduler,
    names: readonly [string, ...string[]],
  ) {
    const turn: Turn = (what) => scheduler.schedule(Promise.resolve(), what);
    this.#zoho = new WatchfulZoho(this.#clock, turn);
    const vault = new InterleavedVault(createMemoryVault(), turn);
    const start = (name: string): Process => {
      const transport = this.#zoho.transportOf(name);
      return { name, zoho: new ZohoRuntime({ vault, clock: this.#clock, transport: () => transport }) };
    };
    const [first, ...others] = names;
    this.#processes = [start(first), ...others.map(start)];
  }

  /** With a connection that the first process has just made. */
  static async start(
    scheduler: fc.Scheduler,
    processes: readonly [string, ...string[]],
  ): Promise<InterleavedWorld> {
    const world = new InterleavedWorld(scheduler, processes);
    world.#perform({ does: "reconnect" }, 0);
    await world.#settle();
    return world;
  }

  get calls(): number {
    return this.#calls;
  }

  /** Calls that Zoho has carried out; one that it did twice counts twice. */
  get carriedOut(): number {
    return [...this.#zoho.carriedOut.values()].reduce((sum, times) => sum + times, 0);
  }

  get unanswered(): readonly string[] {
    return [...this.#open];
  }

  /** What a good client would not have done, and answers that belong to another call. */
  get offences(): readonly string[] {
    const twice = [...this.#zoho.carriedOut]
      .filter(([, times]) => times > 1)
      .map(([call]) => `${call} twice`);
    return [...this.#zoho.offences, ...this.#mistakes, ...twice];
  }

  /** Plays all steps, then lets everything come to its end. */
  async play(steps: readonly Timed[]): Promise<void> {
    for (const { step, by, then } of steps) {
      this.#perform(step, by);
      for (let turn = 0; turn < then; turn++) await this.#next();
    }
    await this.#settle();
  }

  /** True where a call of each process succeeds after a while, or at the latest after somebody has consented again. */
  async isWellInTheEnd(): Promise<boolean> {
    await this.#clock.pass(LONG_MS);
    if (await this.#allSucceed()) return true;
    this.#perform({ does: "reconnect" }, 0);
    await this.#settle();
    // Another process notices only when its token is refused.
    await this.#clock.pass(LONG_MS);
    return this.#allSucceed();
  }

  async #allSucceed(): Promise<boolean> {
    const before = this.failures.length;
    for (const index of this.#processes.keys()) this.#perform({ does: "call", method: "GET" }, index);
    await this.#settle();
    return this.failures.length === before && this.#open.size === 0;
  }

  #perform(step: Step, by: number): void {
    const [first] = this.#processes;
    const process = this.#processes[by % this.#processes.length] ?? first;
    switch (step.does) {
      case "call":
        this.#call(process, step.method, step.abortAfter);
        return;
      case "force":
        void this.#force(process, step.times);
        return;
      case "reconnect":
        void this.#reconnect(process);
        return;
      case "evict":
        this.#zoho.evictAccessTokens();
        return;
      case "revoke":
        this.#zoho.revokeAll();
        return;
      case "fail":
        this.#zoho.failNext(step.fault);
        return;
      case "pass":
        void this.#clock.pass(this.scheduler.count() === 0 ? step.minutes * MINUTE_MS : SHORT_MS);
    }
  }

  #call({ zoho }: Process, method: "GET" | "POST", abortAfter: number | undefined): void {
    const name = String(++this.#calls);
    const controller = new AbortController();
    if (abortAfter !== undefined) this.#aborts.push({ controller, after: abortAfter });
    this.#open.add(name);
    this.#send(zoho, name, method, controller.signal)
      .then(
        ({ body }) => {
          const echoed = JSON.stringify(body);
          if (echoed !== JSON.stringify({ data: [{ call: name }] }))
            this.#mistakes.push(`call ${name} got ${echoed}`);
        },
        (error: unknown) => {
          if (!(error instanceof ZohoError)) this.#mistakes.push(`call ${name} threw ${String(error)}`);
          this.failures.push(`call ${name}: ${String(error)}`);
        },
      )
      .finally(() => this.#open.delete(name));
  }

  async #send(
    zoho: ZohoRuntime,
    name: string,
    method: "GET" | "POST",
    signal: AbortSignal,
  ): Promise<ApiAnswer> {
    return zoho.caller.call({
      connection: await find(zoho),
      product: "crm",
      method,
      path: "Leads",
      headers: { "x-call": name },
      signal,
      ...(method === "POST" && { body: '{"data":[{}]}' }),
    });
  }

  /** One after the other, as somebody who is impatient. */
  async #force({ zoho }: Process, times: number): Promise<void> {
    const { id } = await find(zoho);
    for (let done = 0; done < times; done++) {
      await zoho.tokens.force(id).catch((error: unknown) => {
        if (!(error instanceof ZohoError)) this.#mistakes.push(`force threw ${String(error)}`);
      });
    }
  }

  async #reconnect({ name: process, zoho }: Process): Promise<void> {
    const number = ++this.#grants;
    try {
      const { generation } = await connectWithCode(
        zoho,
        {
          realm: "zoho",
          name: "acme",
          clientId: "1000.CLIENT",
          clientSecret: CANARY.clientSecret,
          dataCenter: "eu",
          scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"],
        },
        { code: String(number) },
      );
      this.#zoho.report(process, number, generation);
    } catch (error) {
      if (!(error instanceof ZohoError)) this.#mistakes.push(`connecting threw ${String(error)}`);
    }
  }

  /** One of the things that are due. */
  async #next(): Promise<void> {
    for (const abort of this.#aborts) if (abort.after-- === 0) abort.controller.abort();
    if (this.scheduler.count() > 0) await this.scheduler.waitNext(1);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Until nothing is due any more; time passes for those who sleep. */
  async #settle(): Promise<void> {
    for (let sleeps = 0; sleeps < 60; sleeps++) {
      while (this.scheduler.count() > 0) await this.#next();
      if (this.#open.size === 0) return;
      await this.#clock.pass(SHORT_MS);
    }
  }
}
