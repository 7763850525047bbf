import { LRUCache } from "lru-cache";
import type { Org } from "../../people/person";

/** Lists that are remembered for each org, and records of each: some hundred kilobytes a list. */
const MAX_LISTS = 8;
const MAX_RECORDS = 1_000;

const texts = new WeakMap<Org, LRUCache<string, LRUCache<string, string>>>();

/**
 * What was written for records as the seed made them, by record ID. They never change: a record that is changed is no
 * seeded one any more. So whoever polls the same page is not kept waiting while it is written anew.
 *
 * @param list module and fields
 */
export function seededTexts(org: Org, list: string): LRUCache<string, string> {
  let lists = texts.get(org);
  if (lists === undefined) {
    lists = new LRUCache({ max: MAX_LISTS });
    texts.set(org, lists);
  }
  let known = lists.get(list);
  if (known === undefined) {
    known = new LRUCache({ max: MAX_RECORDS });
    lists.set(list, known);
  }
  return known;
}
