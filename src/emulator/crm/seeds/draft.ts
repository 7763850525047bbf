import type { Org } from "../../people/person";
import type { Reference } from "../stored-record";
import type { Draw } from "./draw";

/** What all records of a module have in common while they are made. */
export interface Surroundings {
  readonly product: Org["product"];
  /** Of e-mail addresses. */
  readonly domain: string;
  /** Of times: `-07:00`. */
  readonly offset: string;
  /** A record of another module for the record of this number. */
  readonly reference: (module: string, n: number) => Reference | null;
}

/** The number of a record, and draws for its values. */
export class Draft {
  constructor(
    readonly n: number,
    private readonly draw: Draw,
    private readonly surroundings: Surroundings,
  ) {}

  get product(): Org["product"] {
    return this.surroundings.product;
  }

  get domain(): string {
    return this.surroundings.domain;
  }

  get offset(): string {
    return this.surroundings.offset;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number, purpose: string): number {
    return this.draw(this.n, purpose, limit);
  }

  /** A member of a list; null where it has none. */
  from<T>(list: readonly T[], purpose: string): T | null {
    return list[this.draw(this.n, purpose, list.length)] ?? null;
  }

  /** A record of another module; null where that has none. */
  other(module: string): Reference | null {
    return this.surroundings.reference(module, this.n);
  }
}
