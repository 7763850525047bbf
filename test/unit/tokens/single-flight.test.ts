import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { SingleFlight } from "../../../src/tokens/single-flight";
import { Deferred } from "../support/scripted-transport";
import { settled } from "../support/held-clock";

/** Flights that a test lets land, in the order in which they began. */
function hangar() {
  const flights = new SingleFlight<string>();
  const begun: Deferred<string>[] = [];
  const run = (key: string, signal?: AbortSignal): Promise<string> =>
    flights.run(
      key,
      () => {
        const flight = new Deferred<string>();
        begun.push(flight);
        return flight.promise;
      },
      signal,
    );
  return { flights, begun, run };
}

describe("a flight", () => {
  it("is the only one for its key while it is in the air, and its result is everybody's", async () => {
    const { begun, run } = hangar();
    const all = [run("a"), run("a"), run("a")];
    expect(begun).toHaveLength(1);
    begun[0]?.resolve("landed");
    expect(await Promise.all(all)).toEqual(["landed", "landed", "landed"]);
  });

  it("keeps no other key waiting", () => {
    const { begun, run } = hangar();
    void run("a");
    void run("b");
    expect(begun).toHaveLength(2);
  });

  it("is over for its key when it has landed, well or not", async () => {
    const { flights, begun, run } = hangar();
    const first = run("a");
    expect(flights.has("a")).toBe(true);
    begun[0]?.resolve("first");
    expect(await first).toBe("first");
    expect(flights.has("a")).toBe(false);
    const second = run("a");
    begun[1]?.reject(new Error("lost"));
    await expect(second).rejects.toThrow("lost");
    expect(flights.has("a")).toBe(false);
    const third = run("a");
    begun[2]?.resolve("third");
    expect(await third).toBe("third");
  });

  it("goes on without a waiter that leaves, who is told why", async () => {
    const { begun, run } = hangar();
    const signal = new AbortController();
    const leaving = run("a", signal.signal);
    const staying = run("a");
    signal.abort(new Error("enough"));
    await expect(leaving).rejects.toThrow("enough");
    begun[0]?.resolve("landed");
    expect(await staying).toBe("landed");
  });

  it("is not waited for by who has left before", async () => {
    const { run } = hangar();
    await expect(run("a", AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
  });

  it("that fails after all have left harms nobody", async () => {
    const { begun, run } = hangar();
    const signal = new AbortController();
    const leaving = run("a", signal.signal);
    signal.abort(new Error("enough"));
    await expect(leaving).rejects.toThrow("enough");
    // An unhandled rejection would end this run of the tests.
    begun[0]?.reject(new Error("lost"));
    await settled();
  });

  it("leaves nothing at the signal of who waited to its end", async () => {
    const { begun, run } = hangar();
    const { signal } = new AbortController();
    const waiting = run("a", signal);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    begun[0]?.resolve("landed");
    await waiting;
    await settled();
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});
