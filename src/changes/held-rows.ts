import type { ReadRow, RowPage } from "./change-reader";

/** So many rows are held to be put in order: more than nearly every poll finds, and not much memory. */
const MOST_HELD = 20_000;
const PAGE_SIZE = 200;

/**
 * Rows of a list that does not come in the order of changes. They are held until its end and given oldest first; of a
 * record that came twice the latest state. Where they are too many they are given as they come.
 */
export class HeldRows {
  private readonly rows = new Map<string, ReadRow>();
  private isInOrder = true;

  /** @param asOf when the first page was asked for: of what was changed later the rest may be missing */
  constructor(
    private readonly asOf: number | undefined,
    private readonly most = MOST_HELD,
  ) {}

  /** @returns pages that can't be held any longer */
  *add(rows: readonly ReadRow[]): Generator<RowPage> {
    for (const row of rows) {
      const known = this.rows.get(row.id);
      if (known === undefined || known.at <= row.at) this.rows.set(row.id, row);
    }
    if (this.rows.size <= this.most && this.isInOrder) return;
    this.isInOrder = false;
    yield* this.pages("more follow");
  }

  /** What is left; behind it nothing comes. */
  *end(): Generator<RowPage> {
    yield* this.pages("last");
  }

  private *pages(which: "more follow" | "last"): Generator<RowPage> {
    const rows = [...this.rows.values()].sort((a, b) => a.at - b.at);
    this.rows.clear();
    const { asOf } = this;
    const order = this.isInOrder ? {} : ({ isInOrder: false } as const);
    for (let start = 0; start < rows.length || (start === 0 && which === "last"); start += PAGE_SIZE) {
      const isLast = which === "last" && start + PAGE_SIZE >= rows.length;
      yield { rows: rows.slice(start, start + PAGE_SIZE), asOf, isLast, ...order };
    }
  }
}
