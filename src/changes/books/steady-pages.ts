import { ZohoError } from "../../errors/zoho-error";
import type { CancelSignal } from "../../time/cancel-signal";
import type { ReadRow } from "../change-reader";
import { type PageWindow, startOf, windowBehind } from "./page-window";

/** A page, and whether Zoho says that more comes behind it. */
export interface BooksPage {
  readonly rows: readonly ReadRow[];
  readonly hasMore: boolean;
  readonly asOf: number | undefined;
}

export type AskBooks = (window: PageWindow, signal?: CancelSignal) => Promise<BooksPage>;

/** So far back the list is looked at again where records have left it meanwhile. */
const STEP_BACK = 100;
const MOST_STEPS_BACK = 100;

/**
 * A list by its pages, of which none is missing a record that stayed where it was. Books counts pages, so each record
 * that leaves the part that was read (deleted, or changed and so sorted elsewhere) moves an unread one into it. Each page
 * therefore begins with the last record of the one before it; where that is gone, the list is read again from further up.
 * Records come twice then.
 *
 * @throws ZohoError `list_never_ends` where records leave faster than pages are read
 */
export async function* steadyPages(
  ask: AskBooks,
  signal?: CancelSignal,
): AsyncGenerator<BooksPage, void, void> {
  let read = 0;
  let stepsBack = 0;
  let before: ReadonlyMap<string, number> = new Map();
  for (;;) {
    const window = windowBehind(read);
    const start = startOf(window);
    const page = await ask(window, signal);
    const isJoined = start === 0 || page.rows.some(({ id, at }) => before.get(id) === at);
    if (!isJoined) {
      stepsBack += 1;
      if (stepsBack > MOST_STEPS_BACK) {
        throw new ZohoError("list_never_ends", {
          details: { problem: "its records move faster than they can be read" },
        });
      }
      read = Math.max(0, start - STEP_BACK);
      continue;
    }
    yield page;
    if (!page.hasMore || page.rows.length === 0) return;
    read = start + page.rows.length;
    before = new Map(page.rows.map(({ id, at }) => [id, at]));
  }
}
