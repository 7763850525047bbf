/** A page of `docs/` that is made from tables of the code. */
export interface GeneratedPage {
  /** From the project's root. */
  readonly path: string;
  /** The whole text; the formatter does the rest. */
  readonly render: () => string;
}

/** Stands below the title of each. */
export const NOTICE = "<!-- Made by `npm run docs` from the code. Change the code, not this page. -->";

/** A table; what would end a cell is escaped. */
export function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}
