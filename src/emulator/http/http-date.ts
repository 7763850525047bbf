/** Builds `Date` headers from a clock; the text is kept for a second, because every answer carries one. */
export function createHttpDate(now: () => number): () => string {
  let second = Number.NaN;
  let line = "";
  return () => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      line = new Date(current * 1000).toUTCString();
    }
    return line;
  };
}
