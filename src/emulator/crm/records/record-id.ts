/** Record IDs are texts of 18 or 19 digits: JavaScript's numbers can't hold them. */
export function isRecordId(text: unknown): text is string {
  return typeof text === "string" && /^\d{18,19}$/.test(text);
}
