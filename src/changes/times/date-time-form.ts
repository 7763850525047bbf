import { invalidInput } from "../../errors/invalid-input";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const PARTS = /yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|a/g;

/** What each part of a form matches. */
const PATTERNS: Readonly<Record<string, string>> = {
  yyyy: String.raw`(\d{4})`,
  yy: String.raw`(\d{2})`,
  MMMM: "([A-Za-z]{3,9})",
  MMM: "([A-Za-z]{3,4})",
  a: "([AaPp][Mm])",
};

/** How Creator writes times where nobody has changed an application's settings. */
export const CREATOR_DATE_TIME = "dd-MMM-yyyy HH:mm:ss";

/**
 * How an application writes times: `dd-MMM-yyyy HH:mm:ss` and the like, with `MM` or `MMM` for the month and `hh` with
 * `a` for hours up to 12. Times are *wall* times: milliseconds since 1970 as if it were UTC, because they come without
 * an offset. Zoho Creator: date format and time zone of an application.
 */
export class DateTimeForm {
  private readonly names: readonly string[];
  private readonly pattern: RegExp;

  /** @throws ZohoError `invalid_input` where the form leaves out what a time needs */
  constructor(readonly form: string) {
    this.names = form.match(PARTS) ?? [];
    const has = (...names: readonly string[]): boolean => names.some((name) => this.names.includes(name));
    const isWhole =
      has("yyyy", "yy") &&
      has("MMMM", "MMM", "MM", "M") &&
      has("dd", "d") &&
      (has("HH", "H") || (has("hh", "h") && has("a"))) &&
      has("mm") &&
      has("ss");
    if (!isWhole) {
      throw invalidInput(
        "The form of times",
        `"${form}" leaves out a part of a time: write it as the application's settings do, such as ${CREATOR_DATE_TIME}`,
      );
    }
    // Parts are replaced where they stand; all between them is taken as it is.
    const source = form
      .replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
      .replace(
        PARTS,
        (part) => PATTERNS[part] ?? (part.length === 2 ? String.raw`(\d{2})` : String.raw`(\d{1,2})`),
      );
    this.pattern = new RegExp(`^${source}$`);
  }

  /** @returns the wall time, or undefined where the text is not in this form */
  read(text: string): number | undefined {
    const found = this.pattern.exec(text.trim());
    if (found === null) return undefined;
    const values = new Map(this.names.map((name, index) => [name, found[index + 1] ?? ""]));
    const number = (...names: readonly string[]): number =>
      Number(names.map((name) => values.get(name)).find((value) => value !== undefined) ?? 0);
    const named = (values.get("MMMM") ?? values.get("MMM"))?.slice(0, 3).toLowerCase();
    const month = named === undefined ? number("MM", "M") - 1 : MONTHS.indexOf(named);
    const half = values.get("a")?.toLowerCase();
    const hour = half === undefined ? number("HH", "H") : (number("hh", "h") % 12) + (half === "pm" ? 12 : 0);
    const year = values.has("yyyy") ? number("yyyy") : 2000 + number("yy");
    const [day, minute, second] = [number("dd", "d"), number("mm"), number("ss")];
    const wall = Date.UTC(year, month, day, hour, minute, second);
    // 31 February would be another day.
    const back = new Date(wall);
    const isSame = back.getUTCMonth() === month && back.getUTCDate() === day && back.getUTCHours() === hour;
    return month >= 0 && isSame && minute < 60 && second < 60 ? wall : undefined;
  }

  /** Whole seconds. @param wall the wall time */
  write(wall: number): string {
    const at = new Date(wall);
    const hour = at.getUTCHours();
    const twelve = hour % 12 === 0 ? 12 : hour % 12;
    const month = MONTHS[at.getUTCMonth()] ?? "";
    const values: Readonly<Record<string, string | number>> = {
      yyyy: at.getUTCFullYear(),
      yy: at.getUTCFullYear() % 100,
      MMMM: FULL_MONTHS[at.getUTCMonth()] ?? "",
      MMM: month.charAt(0).toUpperCase() + month.slice(1),
      MM: at.getUTCMonth() + 1,
      M: at.getUTCMonth() + 1,
      dd: at.getUTCDate(),
      d: at.getUTCDate(),
      HH: hour,
      H: hour,
      hh: twelve,
      h: twelve,
      mm: at.getUTCMinutes(),
      ss: at.getUTCSeconds(),
      a: hour < 12 ? "AM" : "PM",
    };
    return this.form.replace(PARTS, (part) =>
      String(values[part] ?? part).padStart(Math.min(part.length, 2), "0"),
    );
  }
}

const FULL_MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
