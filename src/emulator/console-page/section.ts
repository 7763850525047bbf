import { markup, type Markup } from "./markup";
import type { Note } from "./note-board";

/** The parts of the page, in their order. */
export const SECTION_TITLES = {
  clock: "Clock",
  tokens: "Tokens",
  limits: "Limits used",
  faults: "Faults",
  settings: "Settings",
  people: "People",
  clients: "Clients",
  requests: "Last requests",
  reset: "Reset",
} as const;

export type SectionId = keyof typeof SECTION_TITLES;

/** A part of the page, with what its last button did at its top. */
export function section(id: SectionId, note: Note | undefined, content: Markup): Markup {
  const said = note?.section === id ? noteLine(note) : undefined;
  return markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${SECTION_TITLES[id]}</h2>
${said}${content}</section>\n`;
}

/**
 * The address ends in `#said` after a button was pressed: the browser scrolls here, screen readers read it, and the
 * next Tab goes on from here.
 */
function noteLine({ kind, text }: Note): Markup {
  return markup`<p id="said" class="said ${kind}" role="status" aria-live="polite" tabindex="-1">${kind === "refused" ? "Not done: " : ""}${text}</p>`;
}

/** Links to all parts. */
export function sectionLinks(): Markup {
  const links = Object.entries(SECTION_TITLES).map(
    ([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`,
  );
  return markup`<nav aria-label="On this page"><ul>${links}</ul></nav>`;
}
