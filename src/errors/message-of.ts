/** The sentence of whatever was thrown, which may throw itself when it is asked for one. */
export function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return "what was thrown can't be written down";
  }
}
