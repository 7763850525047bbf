import { describe, expect, it } from "vitest";
import { LoopTurns } from "../../../nodes/shared/loop-turns";

/** As many as `LoopTurns` lets begin in one turn of the event loop. */
const AT_ONCE = 64;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets so many begin; the numbers of those that have stand in `begun`, in that order. */
function ask(turns: LoopTurns, count: number, begun: number[], from = 0): void {
  for (let number = from; number < from + count; number++) turns.begin({ begin: () => begun.push(number) });
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("messages that come in a burst", () => {
  it("begin at once as long as they are few", () => {
    const begun: number[] = [];
    ask(new LoopTurns(), AT_ONCE, begun);
    expect(begun).toEqual(numbers(AT_ONCE));
  });

  it("begin bit by bit, in the order in which they came, with turns of the event loop in between", async () => {
    const begun: number[] = [];
    ask(new LoopTurns(), 2 * AT_ONCE + 10, begun);
    expect(begun).toHaveLength(AT_ONCE);
    await nextTurn();
    expect(begun).toHaveLength(2 * AT_ONCE);
    await nextTurn();
    expect(begun).toEqual(numbers(2 * AT_ONCE + 10));
  });

  it("wait behind those that came earlier, also where they come a turn later", async () => {
    const begun: number[] = [];
    const turns = new LoopTurns();
    ask(turns, 2 * AT_ONCE + 1, begun);
    await nextTurn();
    ask(turns, 1, begun, 2 * AT_ONCE + 1);
    expect(begun).toHaveLength(2 * AT_ONCE);
    await nextTurn();
    expect(begun).toEqual(numbers(2 * AT_ONCE + 2));
  });

  it("begin at once again when the burst is over", async () => {
    const begun: number[] = [];
    const turns = new LoopTurns();
    ask(turns, AT_ONCE + 1, begun);
    await nextTurn();
    await nextTurn();
    ask(turns, 1, begun, AT_ONCE + 1);
    expect(begun).toEqual(numbers(AT_ONCE + 2));
  });
});
