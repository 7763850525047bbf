/** Widths of the columns in characters: verdict, promise, what was seen. */
const WIDTHS = [4, 62, 50] as const;

/** The line between head and rows. */
export const RULE = WIDTHS.map((width) => "-".repeat(width)).join("-+-");

/** One row of the table; cells that are too long go on in further lines. */
export function tableRow(cells: readonly [string, string, string]): string {
  const columns = cells.map((cell, index) => wrap(cell, WIDTHS[index] ?? 0));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((lines, index) => (lines[line] ?? "").padEnd(WIDTHS[index] ?? 0))
      .join(" | ")
      .trimEnd(),
  ).join("\n");
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width || line === "") line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
