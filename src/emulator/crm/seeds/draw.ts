import { hexOf } from "../../random/seeded-random";

/** A draw of a whole number from 0 to `limit` - 1: the same number and purpose always give the same. */
export type Draw = (n: number, purpose: string, limit: number) => number;

/**
 * Draws that follow from seed and name. A million records are made of these, so they are a few multiplications, not
 * the hash that tokens are made of: murmur3's finalizer over number and purpose.
 */
export function createDraw(seed: number, name: string): Draw {
  const base = Number.parseInt(hexOf(seed, name).slice(0, 8), 16);
  const purposes = new Map<string, number>();
  return (n, purpose, limit) => {
    let salt = purposes.get(purpose);
    if (salt === undefined) {
      salt = Number.parseInt(hexOf(seed, `${name}/${purpose}`).slice(0, 8), 16);
      purposes.set(purpose, salt);
    }
    let mixed = Math.imul(base ^ Math.imul(n, 0x9e3779b1), 0x85ebca6b) ^ salt;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % limit;
  };
}
