import type { FieldValue, FieldValues } from "../stored-record";
import type { Draft } from "./draft";

/** Makes one value of a seeded record. */
export type FieldMaker = (draft: Draft) => FieldValue;

/** Values of a seeded record, made when they are looked at: a list shows a few of them, a search looks at one. */
export class LazyFields implements FieldValues {
  constructor(
    private readonly makers: ReadonlyMap<string, FieldMaker>,
    private readonly draft: Draft,
  ) {}

  get(name: string): FieldValue | undefined {
    return this.makers.get(name)?.(this.draft);
  }

  *entries(): Generator<readonly [string, FieldValue]> {
    for (const [name, make] of this.makers) yield [name, make(this.draft)];
  }
}
