import { describe, expect, it } from "vitest";
import { Governor } from "../../../src/api/governor";
import { expectCode } from "../support/expect-zoho-error";
import { settled } from "../support/held-clock";
import { Deferred } from "../support/scripted-transport";

describe("the governor of an org", () => {
  it("never lets more than ten run at once, keeps their order, and loses none of 10,000", async () => {
    const governor = new Governor({ maxWaiting: 10_000 });
    let running = 0;
    let most = 0;
    const began: number[] = [];
    const calls = Array.from({ length: 10_000 }, (_, index) =>
      governor.run("org", async () => {
        began.push(index);
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        if (index % 7 === 0) throw new Error("failed");
        return index;
      }),
    );
    const ends = await Promise.allSettled(calls);
    expect(most).toBe(10);
    expect(began).toEqual(began.map((_, index) => index));
    expect(began).toHaveLength(10_000);
    expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(1_429);
    expect(governor.load("org")).toEqual({ running: 0, waiting: 0 });
  });

  it("refuses what its queue can't hold, and nothing else", async () => {
    const governor = new Governor({ concurrency: 2, maxWaiting: 3 });
    const gate = new Deferred<undefined>();
    const taken = Array.from({ length: 5 }, () => governor.run("org", () => gate.promise));
    expect(governor.load("org")).toEqual({ running: 2, waiting: 3 });
    const error = await expectCode(
      governor.run("org", () => gate.promise),
      "queue_full",
    );
    expect(error.class).toBe("rate_limited");
    expect(error.message).toContain("3");
    await expect(governor.run("other", () => Promise.resolve("free"))).resolves.toBe("free");
    gate.resolve(undefined);
    await Promise.all(taken);
    expect(governor.load("org")).toEqual({ running: 0, waiting: 0 });
  });

  it("lets one that gives up leave the queue, and its place to the next", async () => {
    const governor = new Governor({ concurrency: 1, maxWaiting: 2 });
    const gate = new Deferred<undefined>();
    const leaving = new AbortController();
    const began: string[] = [];
    const note = (name: string) => (): Promise<undefined> => {
      began.push(name);
      return gate.promise;
    };
    const first = governor.run("org", note("first"));
    const second = governor.run("org", note("second"), leaving.signal);
    const third = governor.run("org", note("third"));
    leaving.abort(new Error("stopped"));
    await expect(second).rejects.toThrow("stopped");
    expect(governor.load("org")).toEqual({ running: 1, waiting: 1 });
    gate.resolve(undefined);
    await Promise.all([first, third]);
    expect(began).toEqual(["first", "third"]);
  });

  it("does not begin what was given up before it came, whether there is room or not", async () => {
    const governor = new Governor({ concurrency: 1 });
    const gone = AbortSignal.abort(new Error("gone"));
    const never = (): Promise<never> => Promise.reject(new Error("it ran"));
    await expect(governor.run("org", never, gone)).rejects.toThrow("gone");
    const gate = new Deferred<undefined>();
    const running = governor.run("org", () => gate.promise);
    await expect(governor.run("org", never, gone)).rejects.toThrow("gone");
    gate.resolve(undefined);
    await running;
    expect(governor.load("org")).toEqual({ running: 0, waiting: 0 });
  });

  it("takes no harm from one that gives up after its turn has come", async () => {
    const governor = new Governor({ concurrency: 1 });
    const gate = new Deferred<undefined>();
    const late = new AbortController();
    const first = governor.run("org", () => gate.promise);
    const second = governor.run("org", () => Promise.resolve("done"), late.signal);
    gate.resolve(undefined);
    await first;
    late.abort();
    await expect(second).resolves.toBe("done");
    await settled();
    expect(governor.load("org")).toEqual({ running: 0, waiting: 0 });
  });
});
