/** As in `3,400`. */
export function withCommas(count: number): string {
  return count.toLocaleString("en-US");
}
