import { describe, expect, test } from "vitest";
import { benchChart } from "../../../../scripts/bench/chart/bench-chart";
import { circumstancesOf } from "../../../../scripts/bench/chart/circumstances";
import { AXIS, placeOf, TICKS, timesBetter } from "../../../../scripts/bench/chart/distance-scale";
import { lines, svgElement, svgText } from "../../../../scripts/bench/chart/svg";
import { KEPT_ROWS, keptRow } from "../kept-row";

/** What a picture says in words, without its description. */
function wordsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = ""]) => words);
}

describe("the distance of a value to its goal", () => {
  test("is a factor, above 1 where it is better, whichever side is", () => {
    expect(timesBetter({ sense: "at least", value: 8 }, 16)).toBe(2);
    expect(timesBetter({ sense: "at most", value: 8 }, 16)).toBe(0.5);
    expect(timesBetter({ sense: "exactly", value: 1 }, 1)).toBe(1);
    expect(timesBetter({ sense: "exactly", value: 1 }, 1_000)).toBe(0.001);
    expect(timesBetter({ sense: "exactly", value: 2 }, 1)).toBe(0.5);
  });

  test("has no end where nothing is left of what should be little", () => {
    expect(timesBetter({ sense: "at most", value: 16 }, 0)).toBe(Infinity);
    expect(timesBetter({ sense: "at most", value: 16 }, -0.8)).toBe(Infinity);
    expect(timesBetter({ sense: "exactly", value: 0 }, 0)).toBe(1);
    expect(timesBetter({ sense: "exactly", value: 0 }, 3)).toBe(0);
  });
});

describe("the axis", () => {
  const x = (times: number): number | undefined => placeOf(times, 100, 600)?.x;

  test("gives the same factor the same length, and has the goal where 1 is", () => {
    expect(x(AXIS.from)).toBeCloseTo(100);
    expect(x(AXIS.to)).toBeCloseTo(700);
    expect((x(1) ?? 0) - (x(0.5) ?? 0)).toBeCloseTo((x(4) ?? 0) - (x(2) ?? 0));
    expect(TICKS.map(({ times }) => times)).toContain(1);
  });

  test("has what lies beyond at its ends, and nothing that is no number", () => {
    expect(placeOf(0.001, 100, 600)).toEqual({ x: 100, isBeyond: true });
    expect(placeOf(0, 100, 600)).toEqual({ x: 100, isBeyond: true });
    expect(placeOf(Infinity, 100, 600)).toEqual({ x: 700, isBeyond: true });
    expect(placeOf(AXIS.to, 100, 600)).toEqual({ x: 700, isBeyond: false });
    expect(placeOf(Number.NaN, 100, 600)).toBeUndefined();
  });
});

describe("SVG", () => {
  test("text and attributes can't break out of their places", () => {
    const text = svgText(`a<b>&"c"\u0007`);
    expect(text).toBe("a&lt;b&gt;&amp;&quot;c&quot;");
    expect(svgElement("t", { "data-x": `"><script>` }, text)).toBe(
      `<t data-x="&quot;&gt;&lt;script&gt;">${text}</t>`,
    );
    expect(svgElement("line", { x1: 1 / 3, x2: 2 })).toBe('<line x1="0.33" x2="2"/>');
  });

  test("sentences are broken at spaces, and words that are too long stand alone", () => {
    expect(lines("one two three", 7)).toEqual(["one two", "three"]);
    expect(lines("a incomprehensibilities b", 5)).toEqual(["a", "incomprehensibilities", "b"]);
  });
});

describe("the chart", () => {
  const svg = benchChart(KEPT_ROWS);

  test("has every row with its value, its goal and its verdict", () => {
    const words = wordsOf(svg);
    for (const { id } of KEPT_ROWS) expect(words).toContain(id);
    expect(words).toEqual(
      expect.arrayContaining(["8.70 x", "1 token calls", "-0.80 MB", "1201 ms", "✓ ≥ 8.5", "✗ ≤ 120"]),
    );
    // The goal asks for counts, too.
    expect(words).toContain("✓ 1 *");
  });

  test("has a mark for each value and each anchor that is a number, and tells what is beyond the axis", () => {
    const count = (wanted: RegExp): number => (svg.match(wanted) ?? []).length;
    // One more of each in the legend.
    expect(count(/class="ours /g)).toBe(KEPT_ROWS.length + 1);
    expect(count(/class="mark core"/g)).toBe(2);
    expect(count(/class="mark sdk"/g)).toBe(2);
    expect(count(/class="mark other"/g)).toBe(1);
    expect(wordsOf(svg)).toContain("1000");
    expect(svg.replace(/<desc.*<\/desc>/, "")).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("can be read by those who don't see it: a title, and a sentence for each row", () => {
    expect(svg).toMatch(/role="img" aria-labelledby="title description"/);
    expect(svg).toMatch(/<title id="title">[^<]+<\/title>/);
    expect(svg).toContain(
      "P1, calls/s: 8.70 ratio, goal &gt;= 8.5, met; against the core node: 1; axios: 1.60",
    );
    expect(svg).toContain("require &amp; &quot;load&quot; of &lt;all&gt;");
  });

  test("has colours for both themes and paper of its own", () => {
    expect(svg).toMatch(/@media \(prefers-color-scheme:dark\)/);
    expect(svg).toMatch(/<rect class="paper"/);
  });

  test("says when and where it was measured", () => {
    expect(wordsOf(svg).join(" ")).toContain(
      "Measured on 2026-03-10: Linux x64, 2 x CPU. With Node.js 20.20.2.",
    );
  });

  test("of no rows says that there are none", () => {
    expect(wordsOf(benchChart([])).join(" ")).toContain("Nothing has been measured yet.");
  });
});

describe("circumstances", () => {
  const [row] = KEPT_ROWS;
  if (row === undefined) throw new Error("there are no rows");

  test("of several runs are all named", () => {
    const other = keptRow(row, { at: "2026-03-12T09:00:00.000Z", machine: "another" });
    expect(circumstancesOf([other, row])[0]).toBe(
      "Measured on 2026-03-10 and 2026-03-12: Linux x64, 2 x CPU; another.",
    );
  });

  test("warn where others used the machine during any row", () => {
    expect(circumstancesOf([row])).toHaveLength(2);
    expect(circumstancesOf([row, keptRow(row, { others: 0.5 })]).at(-1)).toMatch(/50 % of this machine/);
  });
});
