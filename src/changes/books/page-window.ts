/** A page of a list: `page` counts from 1. */
export interface PageWindow {
  readonly page: number;
  readonly perPage: number;
}

/** Zoho Books API v3: pagination. A smaller page would waste calls. */
const LARGEST = 200;
const SMALLEST = 150;

/**
 * The page that begins at the last of the records that have been read, or as little before it as possible, and reaches
 * furthest behind them. Pages are counted by their size, so another size begins at another record: after 200 the second
 * page of 199 begins at the 200th.
 *
 * @param read how many records have been read from the beginning of the list
 */
export function windowBehind(read: number): PageWindow {
  let best: PageWindow = { page: 1, perPage: LARGEST };
  if (read === 0) return best;
  for (let perPage = LARGEST; perPage >= SMALLEST; perPage -= 1) {
    const page = Math.floor((read - 1) / perPage) + 1;
    if (page * perPage > best.page * best.perPage) best = { page, perPage };
  }
  return best;
}

/** How many records stand before it. */
export function startOf({ page, perPage }: PageWindow): number {
  return (page - 1) * perPage;
}
