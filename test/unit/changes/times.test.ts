import { describe, expect, test } from "vitest";
import { CREATOR_DATE_TIME, DateTimeForm } from "../../../src/changes/times/date-time-form";
import { Zone } from "../../../src/changes/times/zone";

const wall = (text: string): number => Date.parse(`${text}Z`);

describe("a form of times", () => {
  test.each([
    [CREATOR_DATE_TIME, "27-Jan-2026 14:30:05", "2026-01-27T14:30:05"],
    ["MM/dd/yyyy hh:mm:ss a", "01/27/2026 02:30:05 PM", "2026-01-27T14:30:05"],
    ["MM/dd/yyyy hh:mm:ss a", "01/27/2026 12:00:00 AM", "2026-01-27T00:00:00"],
    ["dd.MM.yyyy HH:mm:ss", "09.02.2026 00:00:00", "2026-02-09T00:00:00"],
    ["yyyy-MM-dd HH:mm:ss", "2028-02-29 23:59:59", "2028-02-29T23:59:59"],
    ["d MMMM yyyy HH:mm:ss", "9 February 2026 01:02:03", "2026-02-09T01:02:03"],
    ["dd-MM-yy HH:mm:ss", "09-02-26 01:02:03", "2026-02-09T01:02:03"],
  ])("%s reads and writes %s", (form, text, time) => {
    const one = new DateTimeForm(form);
    expect(one.read(text)).toBe(wall(time));
    expect(one.write(wall(time))).toBe(text);
  });

  test.each([
    "27-Jan-2026",
    "2026-01-27T14:30:05",
    "31-Feb-2026 00:00:00",
    "01-Foo-2026 00:00:00",
    "01-Jan-2026 24:61:00",
    "",
  ])("what is not in it is not read: %s", (text) => {
    expect(new DateTimeForm(CREATOR_DATE_TIME).read(text)).toBeUndefined();
  });

  test.each(["dd-MMM-yyyy", "HH:mm:ss", "dd-MM-yyyy hh:mm:ss", ""])(
    "%j is none: a part is missing",
    (form) => {
      expect(() => new DateTimeForm(form)).toThrow(expect.objectContaining({ code: "invalid_input" }));
    },
  );

  test("marks that mean something in patterns are taken as they are", () => {
    const form = new DateTimeForm("(dd) MMM. yyyy HH:mm:ss+");
    expect(form.read("(09) Feb. 2026 01:02:03+")).toBe(wall("2026-02-09T01:02:03"));
    expect(form.read("(09) Febx 2026 01:02:03+")).toBeUndefined();
  });
});

describe("a time zone", () => {
  test.each([
    ["Asia/Kolkata", "2026-03-10T17:30:00"],
    ["America/Los_Angeles", "2026-03-10T05:00:00"],
    ["Pacific/Kiritimati", "2026-03-11T02:00:00"],
    ["UTC", "2026-03-10T12:00:00"],
  ])("%s shows noon of UTC as %s, and back", (name, text) => {
    const noon = Date.UTC(2026, 2, 10, 12);
    const zone = new Zone(name);
    expect(new Date(zone.wallOf(noon)).toISOString()).toBe(`${text}.000Z`);
    expect(zone.momentOf(wall(text), noon + 1)).toBe(noon);
  });

  test("an hour that comes twice means its last time that has already been", () => {
    const berlin = new Zone("Europe/Berlin");
    const twice = wall("2026-10-25T02:30:00");
    const [first, second] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
    expect(berlin.momentOf(twice, first - 1)).toBe(first);
    expect(berlin.momentOf(twice, first)).toBe(first);
    expect(berlin.momentOf(twice, second - 1)).toBe(first);
    expect(berlin.momentOf(twice, second)).toBe(second);
  });

  test("an hour that is left out begins when the clocks are put forward", () => {
    const berlin = new Zone("Europe/Berlin");
    const moment = berlin.momentOf(wall("2026-03-29T02:30:00"), Number.POSITIVE_INFINITY);
    expect(moment).toBeGreaterThanOrEqual(Date.UTC(2026, 2, 29, 0, 30));
    expect(moment).toBeLessThanOrEqual(Date.UTC(2026, 2, 29, 1, 30));
  });

  test("before clocks are turned back, later moments show earlier times: the earliest of them counts", () => {
    const berlin = new Zone("Europe/Berlin");
    const before = Date.UTC(2026, 9, 25, 0, 59);
    expect(berlin.wallOf(before)).toBe(wall("2026-10-25T02:59:00"));
    expect(berlin.earliestWallSince(before)).toBe(wall("2026-10-25T02:00:00"));
    expect(berlin.earliestWallSince(Date.UTC(2026, 9, 25, 1, 30))).toBe(wall("2026-10-25T02:30:00"));
    expect(berlin.earliestWallSince(Date.UTC(2026, 5, 1))).toBe(wall("2026-06-01T02:00:00"));
  });

  test("Lord Howe turns its clocks back by half an hour", () => {
    const howe = new Zone("Australia/Lord_Howe");
    // 2026-04-05 02:00 (+11) becomes 01:30 (+10:30).
    const before = Date.UTC(2026, 3, 4, 14, 59);
    expect(howe.earliestWallSince(before)).toBe(wall("2026-04-05T01:30:00"));
  });

  test.each(["Europe/Berlinn", "", "IST2"])("%j is none", (name) => {
    expect(() => new Zone(name)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });
});
