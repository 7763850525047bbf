import { type Markup, markup } from "./markup";

/** A table of the page. The first cell of each row is its heading. */
export interface TableOf {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | Markup)[])[];
  /** Instead of a table without rows. */
  readonly empty: string;
}

/**
 * A table that becomes a list of cards where it is narrow. Browsers forget that a table is one when its parts are
 * laid out in another way, hence the roles.
 */
export function table({ caption, columns, rows, empty }: TableOf): Markup {
  if (rows.length === 0) return markup`<h3>${caption}</h3><p class="empty">${empty}</p>`;
  const heads = columns.map((column) => markup`<th role="columnheader" scope="col">${column}</th>`);
  return markup`<table role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">${rows.map((cells) => markup`<tr role="row">${cells.map((cell, index) => tableCell(columns[index] ?? "", cell, index))}</tr>\n`)}</tbody></table>`;
}

function tableCell(column: string, content: string | number | Markup, index: number): Markup {
  return index === 0
    ? markup`<th role="rowheader" scope="row" data-column="${column}">${content}</th>`
    : markup`<td role="cell" data-column="${column}"><div>${content}</div></td>`;
}

/** `3 of 10`, with a bar for the eye. */
export function meter(used: number, limit: number): Markup {
  // The bar says nothing that the text does not.
  const bar = markup`<meter aria-hidden="true" min="0" max="${limit}" high="${limit * 0.8}" optimum="0" value="${Math.min(used, limit)}"></meter>`;
  return markup`<span class="meter">${used.toLocaleString("en-US")} of ${limit.toLocaleString("en-US")} ${bar}</span>`;
}
