import { invalidInput } from "../../errors/invalid-input";

const HOUR_MS = 3_600_000;
/** No zone has ever turned its clocks back by more at once. */
const LARGEST_STEP_MS = 3 * HOUR_MS;
const STEP_MS = 15 * 60_000;

/**
 * A time zone by its IANA name. Clocks on its walls are told as *wall* times here: milliseconds since 1970 as if the
 * clock on the wall showed UTC. A wall time names two moments where clocks are turned back, and none where they are put
 * forward.
 */
export class Zone {
  private readonly format: Intl.DateTimeFormat;

  /** @throws ZohoError `invalid_input` where no zone has this name */
  constructor(readonly name: string) {
    try {
      this.format = new Intl.DateTimeFormat("en-US", {
        timeZone: name,
        calendar: "gregory",
        numberingSystem: "latn",
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch {
      throw invalidInput(
        "The time zone",
        `"${name}" is none: enter the application's by its name, such as Asia/Kolkata`,
      );
    }
  }

  /** What clocks on the walls show then. @param ms milliseconds since 1970 */
  wallOf(ms: number): number {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    const second = Math.floor(ms / 1000) * 1000;
    for (const { type, value } of this.format.formatToParts(second)) parts[type] = Number(value);
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second: s = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, s) + (ms - second);
  }

  /**
   * The last moment up to `latest` at which clocks on the walls showed this: of two that did, the one that a record can
   * have been changed at without being taken for one from an hour ago. The first one where all are later, and the moment
   * behind the gap where none is.
   *
   * @param latest milliseconds since 1970
   */
  momentOf(wall: number, latest: number): number {
    // The offset is that of some moment within a day and a half.
    const offsets = [wall - 36 * HOUR_MS, wall, wall + 36 * HOUR_MS].map((ms) => this.wallOf(ms) - ms);
    const moments = [...new Set(offsets)].map((offset) => wall - offset).sort((a, b) => a - b);
    const exact = moments.filter((ms) => this.wallOf(ms) === wall);
    return (
      exact.findLast((ms) => ms <= latest) ?? exact[0] ?? moments.find((ms) => this.wallOf(ms) > wall) ?? wall
    );
  }

  /**
   * The earliest wall time that anything can have that happens at this moment or later: less than the wall time of the
   * moment where clocks are turned back soon after it.
   *
   * @param ms milliseconds since 1970
   */
  earliestWallSince(ms: number): number {
    const now = this.wallOf(ms);
    let earliest = now;
    for (let later = ms + STEP_MS; later <= ms + LARGEST_STEP_MS; later += STEP_MS) {
      const start = Math.floor(later / STEP_MS) * STEP_MS;
      earliest = Math.min(earliest, this.wallOf(start));
    }
    return earliest;
  }
}
