import { afterEach, describe, expect, it } from "vitest";
import type { LevelStore } from "../../src/outbox/level-store";
import { HeldClock, settled } from "../unit/support/held-clock";
import { entry, openTestStore, textsOf } from "./support/open-test-store";

describe("an entry", () => {
  let store: LevelStore | undefined;

  afterEach(async () => {
    await store?.close();
  });

  it("is not said to be kept before it is on disk", async () => {
    const clock = new HeldClock();
    store = await openTestStore({ clock, flushMs: 1_000 });
    await store.append("q", [entry("written at once")]);
    const said: string[] = [];
    const appended = store.append("q", [entry("waits for the next write")]).then(() => said.push("kept"));
    // The next write is a second away, and what it will hold can't be read before.
    await expect(textsOf(store, "q")).resolves.toEqual(["written at once"]);
    await settled();
    expect(said).toEqual([]);
    await clock.pass(1_000);
    await appended;
    expect(await textsOf(store, "q")).toEqual(["written at once", "waits for the next write"]);
  });
});
