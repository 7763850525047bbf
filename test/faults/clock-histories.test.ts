/** Clocks that do what they like, event after event: what each costs, and that none of them blocks anything. */
import { describe, expect, it } from "vitest";
import { createMemoryVault } from "../../src/vault/memory-vault";
import { expectCode } from "../unit/support/expect-zoho-error";
import { HeldClock, settled } from "../unit/support/held-clock";
import { connected, find, library } from "../unit/support/library";
import { TimedZoho } from "../unit/support/timed-zoho";
import { seededDraw } from "./support/draw";
import { seedsOr, sizeOr, tellFigures } from "./support/long-form";

const EVENTS = sizeOr("clock-events", 60);
const SEEDS = seedsOr(String(Math.floor(Date.now() / 86_400_000)));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A machine with a connection, whose clock is not to be trusted. */
class Machine {
  readonly zoho = new TimedZoho();
  clock = new HeldClock(this.zoho.truth);
  private readonly vault = createMemoryVault();
  private call: () => Promise<unknown> = () => Promise.reject(new Error("it is off"));

  async begin(): Promise<void> {
    await connected(this.vault);
    await this.boot(this.zoho.truth);
  }

  /** @param shows what its clock shows when it starts, milliseconds since 1970 */
  async boot(shows: number): Promise<void> {
    this.clock = new HeldClock(shows);
    const { zoho } = library({
      vault: this.vault,
      clock: this.clock,
      transport: this.zoho.network(this.clock),
    });
    const connection = await find(zoho);
    this.call = () => zoho.caller.call({ connection, product: "crm", method: "GET", path: "Leads" });
  }

  async works(): Promise<void> {
    expect(await this.call()).toMatchObject({ status: 200 });
    await settled();
  }

  /** Nothing can be reached, and the reason is given. */
  async saysCheckTheClock(): Promise<void> {
    const error = await expectCode(this.call(), "wrong_clock");
    expect(error.message).toContain("Check the clock of this machine");
  }

  pass(ms: number): Promise<void> {
    return this.zoho.pass(this.clock, ms);
  }
}

type Event = (machine: Machine, draw: (below: number) => number) => Promise<void>;

const EVENTS_BY_NAME: Readonly<Record<string, Event>> = {
  "start in 1970, then the time from the network": async (machine, draw) => {
    await machine.boot(draw(MINUTE));
    await machine.pass(20_000);
    await machine.saysCheckTheClock();
    await machine.pass(40_000);
    machine.clock.jumpWall(machine.zoho.truth - machine.clock.now());
  },
  "start with a clock that is two hours off": async (machine, draw) => {
    await machine.boot(machine.zoho.truth + (draw(2) === 0 ? 2 : -2) * HOUR + draw(MINUTE));
  },
  "start with the right time": (machine) => machine.boot(machine.zoho.truth),
  "two hours forward": async (machine, draw) => {
    machine.clock.jumpWall(2 * HOUR + draw(MINUTE));
    await settled();
  },
  "two hours back": async (machine, draw) => {
    machine.clock.jumpWall(-2 * HOUR - draw(MINUTE));
    await settled();
  },
  "the right time again": async (machine) => {
    machine.clock.jumpWall(machine.zoho.truth - machine.clock.now());
    await settled();
  },
  "asleep for hours": async (machine, draw) => {
    const slept = HOUR + draw(8 * HOUR);
    machine.zoho.truth += slept;
    machine.clock.jumpWall(slept);
    await settled();
  },
};

describe("a machine whose clock does what it likes", () => {
  it.each(SEEDS)(
    `works after each of ${EVENTS} events, at the price of one token at most (seed %s)`,
    { timeout: 60_000 + EVENTS * 500 },
    async (seed) => {
      const draw = seededDraw(`clocks/${seed}`);
      const names = Object.keys(EVENTS_BY_NAME);
      const machine = new Machine();
      await machine.begin();
      await machine.works();
      const met: Record<string, number> = {};
      const story: string[] = [];
      let most = 0;
      for (let count = 0; count < EVENTS; count++) {
        const name = names[draw(names.length)] ?? "";
        met[name] = (met[name] ?? 0) + 1;
        story.push(name);
        const before = machine.zoho.issued;
        await EVENTS_BY_NAME[name]?.(machine, draw);
        await machine.works().catch((error: unknown) => {
          throw new Error(`event ${count}, after ${story.slice(-6).join("; ")}`, { cause: error });
        });
        await machine.pass(draw(20) * MINUTE);
        await machine.works();
        most = Math.max(most, machine.zoho.issued - before);
        expect(machine.zoho.issued - before, story.slice(-6).join("; ")).toBeLessThanOrEqual(1);
      }
      const tokens = machine.zoho.issued;
      tellFigures("clocks", { seed, events: EVENTS, tokens, mostForOne: most, ...met });
    },
  );
});
