import { type Svg, svgElement } from "./svg";

/** Colours of one theme; contrasts of text are at least 4.5 to 1, of marks 3 to 1. */
interface Theme {
  readonly paper: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly met: string;
  readonly missed: string;
}

const LIGHT: Theme = {
  paper: "#ffffff",
  text: "#1f2328",
  quiet: "#59636e",
  line: "#d1d9e0",
  met: "#1a7f37",
  missed: "#cf222e",
};

const DARK: Theme = {
  paper: "#0d1117",
  text: "#f0f6fc",
  quiet: "#9198a1",
  line: "#3d444d",
  met: "#3fb950",
  missed: "#f85149",
};

function rules({ paper, text, quiet, line, met, missed }: Theme): string {
  return (
    `.paper{fill:${paper}}text{fill:${text}}.quiet{fill:${quiet}}.line{stroke:${line}}.goal{stroke:${text}}` +
    `.mark{stroke:${quiet};fill:none}.core,.sdk{fill:${quiet}}` +
    `.met{fill:${met};stroke:${met}}.missed{fill:${missed};stroke:${missed}}text.met,text.missed{stroke:none}`
  );
}

/**
 * Style of a chart that has paper of its own, so that it can be read on whatever page it stands; with the dark theme
 * where the reader's system has one.
 */
export function themeStyle(): Svg {
  const fonts = "text{font:12px -apple-system,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif}";
  const shapes =
    ".small{font-size:11px}.title{font-size:16px;font-weight:600}.id{font-weight:600}" +
    ".mark{stroke-width:1.4}.spread{stroke-width:2;opacity:.55}.goal{stroke-width:1.5}";
  const css = `${fonts}${shapes}${rules(LIGHT)}@media (prefers-color-scheme:dark){${rules(DARK)}}`;
  return svgElement("style", {}, css as Svg);
}
