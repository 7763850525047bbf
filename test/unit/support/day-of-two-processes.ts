import type { ErrorCode } from "../../../src/errors/codes";
import { ZohoError } from "../../../src/errors/zoho-error";
import { COUNTED_MS } from "../../../src/tokens/budget";
import type { Connection } from "../../../src/vault/connection";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { seededDraw } from "../../faults/support/draw";
import { HeldClock, settled } from "./held-clock";
import { find } from "./library";
import type { LimitingZoho } from "./limiting-zoho";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEP = 10 * SECOND;

/** Messages that arrive together. */
const AT_ONCE = 3;

/** The longest pause after a token request that failed. */
const LONGEST_PAUSE = 150 * SECOND;

/** Zoho's clock is told by its answers, which may have been long on their way. */
const CLOCKS_DIFFER = 15 * SECOND;

interface Phase {
  /** Chance of messages, and of somebody who asks for a token on purpose, for each process and step. */
  readonly call: number;
  readonly force: number;
  /** How long the tokens live that Zoho gives. */
  readonly lifeMs: number;
  /** Which Node-RED is asked on purpose; both unless said otherwise. */
  readonly forces?: "the first only";
}

/** An hour each, over and over. */
const PHASES: readonly [Phase, ...Phase[]] = [
  { call: 1, force: 0.3, lifeMs: HOUR },
  { call: 0.5, force: 0.01, lifeMs: HOUR },
  // Nobody is there: what was issued before runs out.
  { call: 0, force: 0, lifeMs: HOUR },
  { call: 1, force: 0.02, lifeMs: 10 * MINUTE },
  // One that has little to do does not notice what the other is given.
  { call: 0.01, force: 0.6, lifeMs: HOUR, forces: "the first only" },
];

/** Every four hours the token endpoint is out of order for ten minutes. */
const OUTAGES = { every: 4 * HOUR, from: 3.5 * HOUR, to: 3.5 * HOUR + 10 * MINUTE };

interface Process {
  readonly zoho: ZohoRuntime;
  readonly killed: AbortController;
  /** Monotonic. */
  readonly endsAt: number;
}

/** Two Node-REDs on one vault; each is started anew at random, and the old process ends after the new one began. */
export class Day {
  readonly counts = { calls: 0, failedByZoho: 0, forces: 0, forced: 0, starts: 0 };
  /** What failed or was refused although Zoho would have taken it. */
  readonly wrongs: string[] = [];
  readonly zoho: LimitingZoho;
  readonly #random: () => number;
  readonly #clock = new HeldClock();
  readonly #vault = createMemoryVault();
  readonly #sides: readonly [Process[], Process[]] = [[], []];
  #lastOutage = -Infinity;

  /** @param zohoOf makes what stands for Zoho */
  constructor(seed: string, zohoOf: (clock: HeldClock, random: () => number) => LimitingZoho) {
    const draw = seededDraw(seed);
    this.#random = () => draw(2 ** 32) / 2 ** 32;
    this.zoho = zohoOf(this.#clock, this.#random);
  }

  async pass(): Promise<void> {
    await this.zoho.connect(this.#vault);
    for (const side of this.#sides) side.push(this.#start());
    const connection = await find(this.#start().zoho);
    for (let at = 0; at < 24 * HOUR; at += STEP) {
      const phase = PHASES[Math.floor(at / HOUR) % PHASES.length] ?? PHASES[0];
      const sinceOutage = at % OUTAGES.every;
      this.zoho.lifeMs = phase.lifeMs;
      this.zoho.isDown = sinceOutage >= OUTAGES.from && sinceOutage < OUTAGES.to;
      if (this.zoho.isDown) this.#lastOutage = this.#clock.monotonic();
      for (const side of this.#sides) this.#step(side, phase, connection);
      await settled();
      await this.#clock.pass(STEP);
    }
    await this.#clock.pass(MINUTE);
  }

  #step(side: Process[], phase: Phase, connection: Connection): void {
    const now = this.#clock.monotonic();
    for (const old of side.filter(({ endsAt }) => endsAt <= now)) {
      old.killed.abort();
      side.splice(side.indexOf(old), 1);
    }
    const [running, ...others] = side;
    if (running !== undefined && others.length === 0 && this.#random() < STEP / (20 * MINUTE))
      side.splice(0, 1, { ...running, endsAt: now + this.#random() * MINUTE }, this.#start());
    const isAsked = phase.forces === undefined || side === this.#sides[0];
    for (const process of side) {
      if (this.#random() < phase.call)
        for (let call = 0; call < AT_ONCE; call++) void this.#call(process, connection);
      if (isAsked && this.#random() < phase.force) void this.#force(process, connection);
    }
  }

  #start(): Process {
    this.counts.starts++;
    const killed = new AbortController();
    const network = this.zoho.network(killed.signal);
    const zoho = new ZohoRuntime({
      vault: this.#vault,
      clock: this.#clock,
      random: this.#random,
      transport: () => network,
    });
    return { zoho, killed, endsAt: Infinity };
  }

  async #call({ zoho, killed }: Process, connection: Connection): Promise<void> {
    this.counts.calls++;
    try {
      await zoho.caller.call({ connection, product: "crm", method: "GET", path: "org" });
    } catch (error) {
      const afterOutage = this.#clock.monotonic() - this.#lastOutage <= COUNTED_MS;
      if (isOf(error, "token_budget") ? afterOutage : this.#isZohosFault(killed)) this.counts.failedByZoho++;
      else this.#wrong("a call", error);
    }
  }

  async #force({ zoho, killed }: Process, connection: Connection): Promise<void> {
    this.counts.forces++;
    try {
      await zoho.tokens.force(connection.id);
      this.counts.forced++;
    } catch (error) {
      const isFull = this.zoho.sentWithin(COUNTED_MS + CLOCKS_DIFFER) >= 10;
      if (!(isOf(error, "token_budget") ? isFull : this.#isZohosFault(killed))) this.#wrong("a force", error);
    }
  }

  /** True where a request was lost, or has just been and there is a pause. */
  #isZohosFault(killed: AbortController): boolean {
    return killed.signal.aborted || this.#clock.monotonic() - this.zoho.lastTrouble <= LONGEST_PAUSE;
  }

  #wrong(what: string, error: unknown): void {
    this.wrongs.push(`${new Date(this.#clock.now()).toISOString()} ${what}: ${String(error)}`);
  }
}

function isOf(error: unknown, code: ErrorCode): boolean {
  return error instanceof ZohoError && error.code === code;
}
