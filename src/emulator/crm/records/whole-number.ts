/** A whole number from 1 to 999,999, as pages and their sizes are. */
export function wholeNumber(text: string): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return value >= 1 ? value : undefined;
}
