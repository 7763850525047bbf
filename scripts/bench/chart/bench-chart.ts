import { type Anchor, type AnchorKind, type Limit, shown } from "../bench-row";
import type { KeptRow } from "../kept-rows";
import { circumstancesOf } from "./circumstances";
import { AXIS, type Place, placeOf, TICKS, timesBetter } from "./distance-scale";
import { ANCHOR_KINDS, anchorMark, ourMark } from "./marks";
import { lines, type Svg, svgElement, svgText } from "./svg";
import { themeStyle } from "./theme";

/** Measures of the drawing, user units. */
const WIDTH = 1_000;
const MARGIN = 20;
const HEAD = 108;
const ROW = 24;
const LINE = 15;
const TITLE_X = 56;
const AXIS_X = 465;
const AXIS_WIDTH = 310;
const VALUE_X = 868;
const GOAL_X = 882;

/** Characters that fit into a line of the caption. */
const CAPTION_CHARACTERS = 150;

/**
 * The rows of a run as a picture: one line for each, its mark the further to the right the better, beside the marks of what
 * it is held against, on an axis in whose middle every goal stands at the same place.
 *
 * @returns an SVG document
 */
export function benchChart(rows: readonly KeptRow[]): string {
  const caption = circumstancesOf(rows).flatMap((sentence) => lines(sentence, CAPTION_CHARACTERS));
  const end = HEAD + rows.length * ROW;
  const height = end + 2 * MARGIN + caption.length * LINE;
  const box = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
  };
  const chart = svgElement(
    "svg",
    { ...box, role: "img", "aria-labelledby": "title description" },
    svgElement("title", { id: "title" }, svgText(TITLE)),
    svgElement("desc", { id: "description" }, svgText(description(rows))),
    themeStyle(),
    svgElement("rect", { class: "paper", width: WIDTH, height, rx: 6 }),
    text(MARGIN, 32, TITLE, "title"),
    ...legend(),
    ...axis(end),
    ...rows.flatMap((row, index) => rowMarks(row, HEAD + index * ROW + ROW / 2)),
    ...caption.map((line, index) => text(MARGIN, end + MARGIN + (index + 1) * LINE, line, "quiet small")),
  );
  return `${chart}\n`;
}

const SIGNS: Readonly<Record<Limit["sense"], string>> = { "at least": "≥ ", "at most": "≤ ", exactly: "" };

const TITLE = "What npm run bench measured, each figure beside what it is held against";

function description(rows: readonly KeptRow[]): string {
  const sentences = rows.map(
    ({ id, title, value, unit, goal, ok, anchor }) =>
      `${id}, ${title}: ${shown(value)} ${unit}, goal ${goal}, ${ok ? "met" : "missed"}; against ${anchor}.`,
  );
  return [...sentences, ...circumstancesOf(rows)].join(" ");
}

function text(x: number, y: number, words: string, style: string, anchor = "start"): Svg {
  return svgElement("text", { x, y, class: style, "text-anchor": anchor }, svgText(words));
}

/** Width of a legend's entry without its words, and of a character of them. */
const ENTRY = 36;
const CHARACTER = 6;

function legend(): readonly Svg[] {
  const y = 60;
  const kinds = Object.entries(ANCHOR_KINDS) as [AnchorKind, string][];
  let x = MARGIN;
  const entry = (mark: (x: number, y: number) => Svg, words: string): readonly Svg[] => {
    const drawn = [mark(x + 6, y - 4), text(x + 18, y, words, "small")];
    x += ENTRY + words.length * CHARACTER;
    return drawn;
  };
  return [
    ...entry((at, middle) => ourMark(at, middle, "met"), "this package"),
    ...kinds.flatMap(([kind, words]) => entry((at, middle) => anchorMark(kind, at, middle), words)),
  ];
}

function axis(end: number): readonly Svg[] {
  return TICKS.flatMap(({ times, label }) => {
    const x = placeOf(times, AXIS_X, AXIS_WIDTH)?.x ?? AXIS_X;
    const side = times === AXIS.from ? "start" : times === AXIS.to ? "end" : "middle";
    return [
      text(x, HEAD - 12, label, times === 1 ? "small" : "quiet small", side),
      svgElement("line", { class: times === 1 ? "goal" : "line", x1: x, x2: x, y1: HEAD - 6, y2: end }),
    ];
  });
}

function rowMarks(row: KeptRow, y: number): readonly Svg[] {
  const { id, title, value, unit, limit, range, anchors, ok, counts } = row;
  const verdict = ok ? "met" : "missed";
  const place = (one: number): Place | undefined => placeOf(timesBetter(limit, one), AXIS_X, AXIS_WIDTH);
  const [from, to, ours] = [place(range[0]), place(range[1]), place(value)];
  const baseline = y + 4;
  const goal = `${SIGNS[limit.sense]}${limit.value}${counts.length === 0 ? "" : " *"}`;
  return [
    svgElement("line", { class: "line", x1: MARGIN, x2: WIDTH - MARGIN, y1: y + ROW / 2, y2: y + ROW / 2 }),
    text(MARGIN, baseline, id, "id"),
    text(TITLE_X, baseline, title, "what"),
    ...anchors.flatMap((anchor) => anchorMarks(anchor, place(anchor.value), y)),
    ...(from === undefined || to === undefined
      ? []
      : [svgElement("line", { class: `spread ${verdict}`, x1: from.x, x2: to.x, y1: y, y2: y })]),
    ...(ours === undefined ? [] : [ourMark(ours.x, y, verdict)]),
    text(
      VALUE_X,
      baseline,
      unit === "ratio" ? `${shown(value)} x` : `${shown(value)} ${unit}`,
      "value",
      "end",
    ),
    text(GOAL_X, baseline, `${ok ? "✓" : "✗"} ${goal}`, verdict),
  ];
}

/** Its mark; where that stands beyond the axis at its end, with the value. */
function anchorMarks({ kind, value }: Anchor, place: Place | undefined, y: number): readonly Svg[] {
  if (place === undefined) return [];
  const mark = anchorMark(kind, place.x, y);
  return place.isBeyond ? [mark, text(place.x - 9, y + 4, shown(value), "quiet small", "end")] : [mark];
}
