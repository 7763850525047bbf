import { readingOf } from "./reading";

/** What Zoho has carried out, in its order, seen from between. */
export class SeenByZoho {
  /** Readings of each sensor, in the order in which Zoho took them. */
  readonly readings = new Map<string, number[]>();
  /** How often each create was carried out. */
  readonly creates = new Map<number, number>();
  calls = 0;

  constructor(private readonly seed: string) {}

  /** @param body of a write that was carried out */
  took(body: string): void {
    this.calls++;
    const { data } = JSON.parse(body) as { readonly data: readonly { readonly Description: string }[] };
    for (const { Description } of data) {
      const reading = readingOf(Number(Description), this.seed);
      if (reading.kind === "create") this.creates.set(reading.n, (this.creates.get(reading.n) ?? 0) + 1);
      else this.readings.set(reading.sensor, [...(this.readings.get(reading.sensor) ?? []), reading.n]);
    }
  }
}
