/** What can stand in one list at a time. */
export interface Linked<T> {
  previous: T | undefined;
  next: T | undefined;
}

/** A list whose entries hold their own links: nothing is allocated for a place in it, and each step takes no time. */
export class LinkedList<T extends Linked<T>> {
  first: T | undefined;
  last: T | undefined;
  size = 0;

  push(item: T): void {
    this.insertBefore(undefined, item);
  }

  /** @param later an entry of this list; undefined for the end */
  insertBefore(later: T | undefined, item: T): void {
    const earlier = later === undefined ? this.last : later.previous;
    item.previous = earlier;
    item.next = later;
    if (earlier === undefined) this.first = item;
    else earlier.next = item;
    if (later === undefined) this.last = item;
    else later.previous = item;
    this.size++;
  }

  /** @param item an entry of this list */
  remove(item: T): void {
    const { previous, next } = item;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    item.previous = undefined;
    item.next = undefined;
    this.size--;
  }
}
