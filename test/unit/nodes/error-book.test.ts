import { describe, expect, it } from "vitest";
import { ErrorBook } from "../../../nodes/shared/overview/error-book";
import type { Node } from "../../../nodes/shared/red";
import { ZohoError } from "../../../src/errors/zoho-error";

function node(id: string, more: Record<string, unknown> = {}): Node {
  return { id, type: "zoho-request", ...more } as unknown as Node;
}

describe("the last errors", () => {
  it("come newest first, with what to do, and without what was sent or answered", () => {
    let now = Date.UTC(2026, 0, 1);
    const book = new ErrorBook(() => now);
    const details = { message: "too long", refused: [{ Company: "CONFIDENTIAL" }] };
    const facts = { connection: "acme", product: "crm", status: 400, zohoCode: "INVALID_DATA" };
    book.note(node("one", { name: "write" }), new ZohoError("invalid_data", { ...facts, details }));
    now += 1_000;
    book.note(node("two"), new ZohoError("not_connected", { connection: "birch" }));
    const [newest, oldest] = book.last();
    expect(newest).toMatchObject({
      node: { id: "two" },
      code: "not_connected",
      at: "2026-01-01T00:00:01.000Z",
    });
    expect(oldest).toMatchObject({
      node: { id: "one", type: "zoho-request", name: "write" },
      class: "rejected",
      ...facts,
      count: 1,
    });
    expect(oldest?.remedy).not.toBe("");
    expect(JSON.stringify(book.last())).not.toContain("CONFIDENTIAL");
  });

  it("are counted where one failure repeats, so that a storm hides no other", () => {
    const book = new ErrorBook();
    book.note(node("quiet"), new ZohoError("not_connected", { connection: "acme" }));
    const error = new ZohoError("network", { connection: "acme" });
    for (let storm = 0; storm < 10_000; storm++) book.note(node("loud"), error);
    expect(book.last().map(({ node: { id }, count }) => [id, count])).toEqual([
      ["loud", 10_000],
      ["quiet", 1],
    ]);
  });

  it("are bounded in number and length: the oldest go first", () => {
    const book = new ErrorBook();
    for (let index = 0; index < 200; index++) {
      const details = { message: "x".repeat(10_000) };
      book.note(node(`node ${String(index)}`), new ZohoError("internal", { details }));
    }
    expect(book.last()).toHaveLength(50);
    expect(book.last()[0]?.node.id).toBe("node 199");
    expect(JSON.stringify(book.last()).length).toBeLessThan(100_000);
  });

  it("name the node that the editor knows, where an instance of a subflow has failed", () => {
    const book = new ErrorBook();
    book.note(node("instance-call", { _alias: "call" }), new ZohoError("network"));
    expect(book.last()[0]?.node).toEqual({ id: "instance-call", type: "zoho-request", madeFrom: "call" });
  });

  it("of a node are forgotten when it begins anew", () => {
    const book = new ErrorBook();
    for (const id of ["client", "call"]) book.note(node(id), new ZohoError("network"));
    book.forget("client");
    expect(book.last().map((error) => error.node.id)).toEqual(["call"]);
  });
});
