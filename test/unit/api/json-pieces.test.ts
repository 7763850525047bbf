import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonList, withElements } from "../../../src/api/writes/json-list";
import { jsonPieces, parseExact } from "../../../src/api/writes/json-pieces";
import { cpuMs } from "../../support/cpu-time";

/** JSON as people and programs write it: with and without blanks. */
const jsonText = fc
  .tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, 2))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

describe("the pieces of a JSON text", () => {
  it("are its elements or members, whatever is in them", () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const value = JSON.parse(text) as unknown;
        const pieces = jsonPieces(text);
        if (typeof value !== "object" || value === null) expect(pieces).toBeUndefined();
        else if (Array.isArray(value))
          expect(pieces?.map((piece) => JSON.parse(piece.text) as unknown)).toEqual(value);
        else
          expect(pieces?.map(({ name, text: piece }) => [name, JSON.parse(piece) as unknown])).toEqual(
            Object.entries(value),
          );
      }),
    );
  });

  it("keep brackets, commas and quotes in texts where they are", () => {
    const text = String.raw`[ {"a":"],\"}"} , "\\", "[,{" ]`;
    expect(jsonPieces(text)?.map((piece) => piece.text)).toEqual([
      String.raw`{"a":"],\"}"}`,
      String.raw`"\\"`,
      '"[,{"',
    ]);
  });

  it("take no longer for a text that is nothing but backslashes and quotes", () => {
    const nasty = JSON.stringify(['\\"'.repeat(200_000)]);
    const taken = cpuMs(() => {
      expect(jsonPieces(nasty)).toHaveLength(1);
    });
    expect(taken).toBeLessThan(2_000);
  });
});

describe("JSON read exactly", () => {
  it("has long numbers as texts and everything else as it is", () => {
    const text =
      '{"id": 554023000000527002, "n": [-12345678901234567, 1.5, 12], "s": "554023000000527002 1"}';
    expect(parseExact(text)).toEqual({
      id: "554023000000527002",
      n: ["-12345678901234567", 1.5, 12],
      s: "554023000000527002 1",
    });
  });

  it("is what JSON.parse reads where no number is long", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(parseExact(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("refuses what is no JSON", () => {
    expect(() => parseExact("{")).toThrow(SyntaxError);
  });
});

describe("the list in an envelope", () => {
  it("is found among other members, and can be put back with fewer elements", () => {
    const text = '{ "trigger": [], "data": [ {"id": 554023000000527002}, {} ], "x": {"data": [1]} }';
    const list = findJsonList(text, "data");
    expect(list?.elements).toEqual(['{"id": 554023000000527002}', "{}"]);
    expect(withElements("data", list?.elements.slice(0, 1) ?? [], list?.others ?? [])).toBe(
      '{"data":[{"id": 554023000000527002}],"trigger":[],"x":{"data": [1]}}',
    );
  });

  it.each(['{"data": {}}', "[]", "data", 7, undefined, '{"other": []}'])("is not in %s", (body) => {
    expect(findJsonList(body, "data")).toBeUndefined();
  });
});
