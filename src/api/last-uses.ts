/**
 * When each connection was last answered, since this process began. In memory alone: writing it down would cost each
 * call a disk, and for the time before a start the last access token tells well enough.
 */
export class LastUses {
  /** By connection; those of connections that are gone are too few to matter. */
  private readonly at = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  note(connectionId: string, now: number): void {
    this.at.set(connectionId, now);
  }

  /** Milliseconds since 1970; undefined where no call of it was answered yet. */
  of(connectionId: string): number | undefined {
    return this.at.get(connectionId);
  }

  /** The same connection under another ID. */
  carry(from: string, to: string): void {
    const at = this.at.get(from);
    this.at.delete(from);
    if (at !== undefined) this.at.set(to, at);
  }
}
