import { describe, expect, it } from "vitest";
import {
  abortSignalOf,
  Cancellation,
  type CancelSignal,
  firstOf,
  followerOf,
} from "../../../src/time/cancel-signal";

interface Abortable {
  readonly signal: CancelSignal;
  readonly abort: (reason: unknown) => void;
}

/** What both must do alike. */
const KINDS: Readonly<Record<string, () => Abortable>> = {
  "a Cancellation": () => {
    const signal = new Cancellation();
    return {
      signal,
      abort: (reason) => {
        signal.abort(reason);
      },
    };
  },
  "Node's own": () => {
    const controller = new AbortController();
    return {
      signal: controller.signal,
      abort: (reason) => {
        controller.abort(reason);
      },
    };
  },
};

describe.each(Object.entries(KINDS))("a signal, %s", (_name, make) => {
  it("tells all that listen, in their order, once, with the first reason", () => {
    const { signal, abort } = make();
    const told: unknown[] = [];
    signal.addEventListener("abort", () => told.push(["first", signal.reason]));
    signal.addEventListener("abort", { handleEvent: () => told.push(["second", signal.reason]) });
    signal.addEventListener("abort", () => told.push(["third", signal.aborted]), { once: true });
    expect([signal.aborted, signal.reason]).toEqual([false, undefined]);
    abort("late");
    abort("later");
    expect(told).toEqual([
      ["first", "late"],
      ["second", "late"],
      ["third", true],
    ]);
    expect([signal.aborted, signal.reason]).toEqual([true, "late"]);
  });

  it("tells who listens twice once, and who has left not at all", () => {
    const { signal, abort } = make();
    const told: string[] = [];
    const listener = (name: string) => () => {
      told.push(name);
    };
    const [alone, left, twice] = [listener("alone"), listener("left"), listener("twice")];
    signal.addEventListener("abort", alone);
    signal.removeEventListener("abort", left);
    signal.removeEventListener("abort", alone);
    signal.addEventListener("abort", twice);
    signal.addEventListener("abort", twice);
    signal.addEventListener("abort", left);
    signal.removeEventListener("abort", left);
    abort("x");
    expect(told).toEqual(["twice"]);
  });

  it("does not tell one whom an earlier one has taken off", () => {
    const { signal, abort } = make();
    const told: string[] = [];
    const later = (): void => {
      told.push("later");
    };
    signal.addEventListener("abort", () => {
      signal.removeEventListener("abort", later);
    });
    signal.addEventListener("abort", later);
    abort("x");
    expect(told).toEqual([]);
  });

  it("never tells who comes after its end", () => {
    const { signal, abort } = make();
    const told: string[] = [];
    abort("x");
    signal.addEventListener("abort", () => told.push("late comer"));
    abort("y");
    expect(told).toEqual([]);
  });

  it("throws its reason from then on", () => {
    const { signal, abort } = make();
    signal.throwIfAborted();
    abort(new Error("over"));
    expect(() => {
      signal.throwIfAborted();
    }).toThrow("over");
  });
});

describe("the first of several signals", () => {
  it("ends with whichever ends first", () => {
    const [one, other] = [new Cancellation(), new Cancellation()];
    const first = firstOf(one, other);
    expect(first.aborted).toBe(false);
    other.abort("other");
    one.abort("one");
    expect(first.reason).toBe("other");
  });

  it("has ended where one of them has", () => {
    const over = AbortSignal.abort("over");
    expect(firstOf(new Cancellation(), over).reason).toBe("over");
  });
});

describe("the follower of a signal", () => {
  it("is one for each, ends with it for its reason, and is the signal itself where that is ours", () => {
    const controller = new AbortController();
    const follower = followerOf(controller.signal);
    expect(followerOf(controller.signal)).toBe(follower);
    expect(follower.aborted).toBe(false);
    controller.abort("over");
    expect([follower.aborted, follower.reason]).toEqual([true, "over"]);
    const ours = new Cancellation();
    expect(followerOf(ours)).toBe(ours);
    expect(followerOf(AbortSignal.abort("before")).reason).toBe("before");
  });
});

describe("a signal as Node's own", () => {
  it("is taken by what takes nothing else, and ends with it for its reason", async () => {
    const signal = new Cancellation();
    const waiting = fetch("data:,never", { signal: abortSignalOf(signal) });
    signal.abort(new Error("over"));
    await expect(waiting).rejects.toThrow("over");
    await expect(fetch("data:,never", { signal: abortSignalOf(signal) })).rejects.toThrow("over");
  });

  it("is itself where it is one", () => {
    const { signal } = new AbortController();
    expect(abortSignalOf(signal)).toBe(signal);
  });
});
