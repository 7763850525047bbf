import type { EmulatorSettings } from "../../settings/settings-table";
import type { OrgCall } from "../face";

type DateTimeFormat = EmulatorSettings["creatorDateTimeFormat"];

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number): string => String(value).padStart(2, "0");

/** How the called application writes and reads times. */
export interface ApplicationTimes {
  /** @param ms milliseconds since 1970 */
  readonly write: (ms: number) => string;
  /** @returns milliseconds since 1970, or undefined where the text is not in the application's form */
  readonly read: (text: string) => number | undefined;
}

export function applicationTimes({ world, org }: OrgCall): ApplicationTimes {
  const { creatorDateTimeFormat: format } = world.settings;
  const { offset } = org.place;
  return {
    write: (ms) => creatorTime(ms, offset, format),
    read: (text) => readCreatorTime(text, offset, format),
  };
}

/**
 * A time as an application writes it: in its own form and zone, whole seconds, without an offset. Zoho Creator: time
 * zone and date format of an application.
 *
 * @param ms milliseconds since 1970
 * @param offset of the application's zone: `-07:00`
 */
function creatorTime(ms: number, offset: string, format: DateTimeFormat): string {
  const local = new Date(ms + offsetMs(offset));
  const hour = local.getUTCHours();
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(local.getUTCFullYear()),
    MMM: MONTHS[local.getUTCMonth()] ?? "",
    MM: two(local.getUTCMonth() + 1),
    dd: two(local.getUTCDate()),
    HH: two(hour),
    hh: two(hour % 12 === 0 ? 12 : hour % 12),
    mm: two(local.getUTCMinutes()),
    ss: two(local.getUTCSeconds()),
    a: hour < 12 ? "AM" : "PM",
  };
  return format.replace(/yyyy|MMM|MM|dd|HH|hh|mm|ss|a/g, (part) => parts[part] ?? part);
}

/**
 * A time out of criteria.
 *
 * @returns milliseconds since 1970, or undefined where it is not in the application's form
 */
function readCreatorTime(text: string, offset: string, format: DateTimeFormat): number | undefined {
  const names: string[] = [];
  const pattern = format.replace(/yyyy|MMM|MM|dd|HH|hh|mm|ss|a/g, (part) => {
    names.push(part);
    return part === "MMM" ? "([A-Z][a-z]{2})" : part === "a" ? "(AM|PM)" : `(\\d{${part.length}})`;
  });
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (found === null) return undefined;
  const read = new Map(names.map((name, index) => [name, found[index + 1] ?? ""]));
  const number = (name: string): number => Number(read.get(name) ?? 0);
  const month = read.has("MMM") ? MONTHS.indexOf(read.get("MMM") ?? "") : number("MM") - 1;
  const hour = read.has("a") ? (number("hh") % 12) + (read.get("a") === "PM" ? 12 : 0) : number("HH");
  const local = Date.UTC(number("yyyy"), month, number("dd"), hour, number("mm"), number("ss"));
  return month < 0 ? undefined : local - offsetMs(offset);
}

function offsetMs(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return (offset.startsWith("-") ? -1 : 1) * minutes * 60_000;
}
