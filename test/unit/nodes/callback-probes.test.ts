import { describe, expect, test } from "vitest";
import { CallbackProbes, PROBE_LIFE_MS } from "../../../nodes/zoho-client/callback-probes";

describe("a check of the callback", () => {
  let now = 0;
  const probes = (): CallbackProbes => new CallbackProbes({ monotonic: () => now });

  test("tells where its word has arrived", () => {
    const known = probes();
    const word = known.begin();
    expect(known.standingOf(word)).toEqual({ arrived: false });
    expect(known.arrive(word, "node")).toBe(true);
    expect(known.standingOf(word)).toEqual({ arrived: true, on: "node" });
  });

  test("takes a word once, and none that it has not given out", () => {
    const known = probes();
    const word = known.begin();
    expect(known.arrive("made-up", "admin")).toBe(false);
    expect(known.arrive(word, "admin")).toBe(true);
    expect(known.arrive(word, "admin")).toBe(false);
    expect(known.standingOf("made-up")).toBeUndefined();
  });

  test("is over after two minutes", () => {
    const known = probes();
    const word = known.begin();
    now += PROBE_LIFE_MS + 1;
    expect(known.arrive(word, "admin")).toBe(false);
    expect(known.standingOf(word)).toBeUndefined();
  });

  test("remembers only the newest ones, however many begin", () => {
    const known = probes();
    const first = known.begin();
    const words = Array.from({ length: 60 }, () => known.begin());
    expect(known.standingOf(first)).toBeUndefined();
    expect(known.standingOf(words.at(-1) ?? "")).toEqual({ arrived: false });
  });
});
