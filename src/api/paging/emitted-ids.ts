/** So many to begin with; doubled when half full. */
const FIRST_SIZE = 1_024;

/** Digits of the lower half of an ID; both halves are numbers that JavaScript holds exactly. */
const LOWER_DIGITS = 9;

const DIGIT_0 = "0".charCodeAt(0);

/**
 * The IDs of records that have been given out. A table of numbers: 32 to 64 bytes each and outside of the heap, where
 * a set of texts would take more than a hundred in it.
 */
export class EmittedIds {
  private slots = new Float64Array(2 * FIRST_SIZE);
  private count = 0;

  /** @returns false where it was there already */
  add(id: string): boolean {
    const upper = numberIn(id, 0, id.length - LOWER_DIGITS);
    const lower = numberIn(id, id.length - LOWER_DIGITS, id.length);
    const at = this.placeOf(upper, lower);
    if (this.slots[at] === upper && this.slots[at + 1] === lower) return false;
    this.slots[at] = upper;
    this.slots[at + 1] = lower;
    this.count++;
    if (this.count * 4 > this.slots.length) this.grow();
    return true;
  }

  has(id: string): boolean {
    const upper = numberIn(id, 0, id.length - LOWER_DIGITS);
    const lower = numberIn(id, id.length - LOWER_DIGITS, id.length);
    const at = this.placeOf(upper, lower);
    return this.slots[at] === upper && this.slots[at + 1] === lower;
  }

  /** Where this ID stands, or the empty place where it belongs. No record has the ID 0. */
  private placeOf(upper: number, lower: number): number {
    const { slots } = this;
    const mask = slots.length / 2 - 1;
    let slot = (Math.imul(lower, 0x9e3779b1) ^ upper) & mask;
    for (;;) {
      const at = 2 * slot;
      if (slots[at] === upper && slots[at + 1] === lower) return at;
      if (slots[at] === 0 && slots[at + 1] === 0) return at;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Float64Array(before.length * 2);
    for (let at = 0; at < before.length; at += 2) {
      const upper = before[at] ?? 0;
      const lower = before[at + 1] ?? 0;
      if (upper === 0 && lower === 0) continue;
      const place = this.placeOf(upper, lower);
      this.slots[place] = upper;
      this.slots[place + 1] = lower;
    }
  }
}

/** The number between two places of a text of digits. Every record of a list asks, and slicing it takes twice as long. */
function numberIn(digits: string, start: number, end: number): number {
  let number = 0;
  for (let at = Math.max(0, start); at < end; at++) number = number * 10 + digits.charCodeAt(at) - DIGIT_0;
  return number;
}
