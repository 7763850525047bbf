import { ZohoError } from "../../errors/zoho-error";

/** Pages without a record that Zoho may send one after another while it says that there is more. */
const EMPTY_PAGES = 3;

/**
 * Notices a list that never ends: a place that comes again, the same page again, or pages without records. Takes no
 * memory: one place is kept, and a later one after twice as many pages, so that a circle of any length is met.
 */
export class EndlessGuard {
  private kept = "";
  private pages = 0;
  private keepAt = 1;
  private empty = 0;
  private shown = "";

  /**
   * @param place what the next page is asked for by
   * @param records of the page that came
   * @throws ZohoError `list_never_ends`
   */
  check(place: string, records: readonly unknown[]): void {
    this.pages++;
    if (place === this.kept) throw endless("the page that comes next was there before");
    if (this.pages === this.keepAt) {
      this.kept = place;
      this.keepAt *= 2;
    }
    this.empty = records.length === 0 ? this.empty + 1 : 0;
    if (this.empty > EMPTY_PAGES) throw endless(`${String(this.empty)} pages had no record`);
    const shown = JSON.stringify([records.length, records[0], records.at(-1)]);
    if (records.length > 0 && shown === this.shown) throw endless("the same page came twice");
    this.shown = shown;
  }
}

function endless(problem: string): ZohoError {
  return new ZohoError("list_never_ends", { details: { problem } });
}
