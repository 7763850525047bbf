import { beforeEach, describe, expect, it } from "vitest";
import { type AccessToken, fromRecord } from "../../../src/tokens/access-token";
import { TokenMemory } from "../../../src/tokens/token-memory";
import { HeldClock } from "../support/held-clock";

let memory: TokenMemory;

beforeEach(() => {
  memory = new TokenMemory(2);
});

function token(version: number, generation = 1, id = "1"): AccessToken {
  const record = { id, generation, version, token: "t", obtainedAt: 0, expiresAt: 0 };
  return fromRecord(record, new HeldClock(), [0]);
}

describe("the tokens at hand", () => {
  it("are one for each connection, and the one used longest ago goes when there are too many", () => {
    for (const id of ["a", "b", "c"]) expect(memory.put(token(1, 1, id))).toBe(true);
    expect(memory.get("a")).toBeUndefined();
    expect(memory.get("b")).toEqual(token(1, 1, "b"));
    memory.put(token(2, 1, "b"));
    expect(memory.get("b")?.version).toBe(2);
    expect(memory.get("c")?.version).toBe(1);
  });

  it("are none of a generation that another took the place of", () => {
    memory.put(token(1));
    memory.forget("1", 3);
    expect(memory.get("1")).toBeUndefined();
    expect(memory.put(token(9, 2))).toBe(false);
    expect(memory.get("1")).toBeUndefined();
    expect(memory.put(token(1, 3))).toBe(true);
    expect(memory.put(token(2, 4))).toBe(true);
  });

  it("stay where an earlier generation is forgotten late", () => {
    memory.put(token(1, 5));
    memory.refuse(token(1, 5));
    memory.forget("1", 5);
    expect(memory.get("1")).toEqual(token(1, 5));
    expect(memory.isRefused("1", token(1, 5))).toBe(true);
    memory.forget("1", 4);
    expect(memory.put(token(9, 4))).toBe(false);
  });

  it("may be of any generation once the connection is gone and made anew", () => {
    memory.put(token(1, 5));
    memory.refuse(token(1, 5));
    memory.forget("1", 6);
    memory.forget("1", undefined);
    expect(memory.isRefused("1", token(1, 5))).toBe(false);
    expect(memory.put(token(1, 1))).toBe(true);
  });
});

describe("a refused token", () => {
  it("is known with all that are older, whatever order the refusals come in", () => {
    expect(memory.isRefused("1", token(5))).toBe(false);
    memory.refuse(token(5));
    memory.refuse(token(3));
    expect(memory.isRefused("1", token(5))).toBe(true);
    expect(memory.isRefused("1", token(4))).toBe(true);
    expect(memory.isRefused("1", token(6))).toBe(false);
    expect(memory.isRefused("2", token(5))).toBe(false);
    memory.refuse(token(7));
    expect(memory.isRefused("1", token(6))).toBe(true);
  });

  it("of a dead grant is dropped, and no other", () => {
    memory.put(token(5));
    memory.dropRefused("1");
    expect(memory.get("1")).toEqual(token(5));
    memory.refuse(token(5));
    memory.dropRefused("1");
    expect(memory.get("1")).toBeUndefined();
    memory.dropRefused("1");
  });

  it("keeps its version from being given again, as does the one at hand", () => {
    expect(memory.newestVersion("1")).toBe(0);
    memory.put(token(5));
    expect(memory.newestVersion("1")).toBe(5);
    memory.refuse(token(8));
    expect(memory.newestVersion("1")).toBe(8);
    memory.put(token(9));
    expect(memory.newestVersion("1")).toBe(9);
  });
});
