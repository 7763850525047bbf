import type { AnchorKind } from "../bench-row";
import { type Svg, svgElement } from "./svg";

/** What a mark stands for, as the legend says. */
export const ANCHOR_KINDS: Readonly<Record<AnchorKind, string>> = {
  core: "Node-RED's own nodes",
  sdk: "Zoho's Node SDK 8.0",
  axios: "axios",
  least: "the least it can cost",
  other: "another way",
};

const SIZE = 4.5;

/** Told apart by shape, so that nobody needs to see colours. */
const SHAPES: Readonly<Record<AnchorKind, (x: number, y: number) => Svg>> = {
  core: (x, y) => path("core", x, y, `m-${SIZE} -${SIZE}h${2 * SIZE}v${2 * SIZE}h-${2 * SIZE}z`),
  sdk: (x, y) => path("sdk", x, y, `m0 -${SIZE + 1}l${SIZE + 1} ${2 * SIZE}h-${2 * SIZE + 2}z`),
  axios: (x, y) =>
    path("axios", x, y, `m-${SIZE} -${SIZE}l${2 * SIZE} ${2 * SIZE}m0 -${2 * SIZE}l-${2 * SIZE} ${2 * SIZE}`),
  least: (x, y) => svgElement("circle", { class: "mark least", cx: x, cy: y, r: SIZE }),
  other: (x, y) => path("other", x, y, `m-${SIZE} 0h${2 * SIZE}m-${SIZE} -${SIZE}v${2 * SIZE}`),
};

function path(kind: AnchorKind, x: number, y: number, shape: string): Svg {
  return svgElement("path", { class: `mark ${kind}`, d: `M${x.toFixed(2)} ${y.toFixed(2)}${shape}` });
}

/** The mark of an anchor. */
export function anchorMark(kind: AnchorKind, x: number, y: number): Svg {
  return SHAPES[kind](x, y);
}

/** The mark of this package: filled, and larger than the others. */
export function ourMark(x: number, y: number, verdict: "met" | "missed"): Svg {
  const r = SIZE + 1;
  return svgElement("path", {
    class: `ours ${verdict}`,
    d: `M${x.toFixed(2)} ${(y - r).toFixed(2)}l${r} ${r}l-${r} ${r}l-${r} -${r}z`,
  });
}
