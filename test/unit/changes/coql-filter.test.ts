import { describe, expect, test } from "vitest";
import { coqlFilter } from "../../../src/changes/crm/coql-filter";

describe("a filter", () => {
  test.each([
    ["City = 'Basel'", "City = 'Basel'"],
    ["City='Basel' AND Annual_Revenue>=1000.5", "(City = 'Basel' and Annual_Revenue >= 1000.5)"],
    ["A = 1 and B = 2 and C = 3", "((A = 1 and B = 2) and C = 3)"],
    ["A = 1 or B = 2 and C = 3", "(A = 1 or (B = 2 and C = 3))"],
    ["(A = 1 or B = 2) and C = 3", "((A = 1 or B = 2) and C = 3)"],
    ["City is null or not_set is not null", "(City is null or not_set is not null)"],
    ["City in ('a', 'b') and City not in ('c')", "(City in ('a', 'b') and City not in ('c'))"],
    ["Last_Name like 'M%' or Last_Name not like '%n'", "(Last_Name like 'M%' or Last_Name not like '%n')"],
    ["Age between 1 and 9 and Ok = true", "(Age between 1 and 9 and Ok = true)"],
    ["Age not between 1 and 9", "Age not between 1 and 9"],
    ["Account_Name.Phone = 'x'", "Account_Name.Phone = 'x'"],
    [
      "Last_Name = 'O\\'Brien' or Last_Name = 'O''Brien'",
      "(Last_Name = 'O\\'Brien' or Last_Name = 'O''Brien')",
    ],
    ["City = 'a) or (id is not null'", "City = 'a) or (id is not null'"],
  ])("%s is asked as %s", (filter, condition) => {
    expect(coqlFilter(filter)).toBe(condition);
  });

  test.each([
    ["", "at its end"],
    ["City", "at its end"],
    ["City =", "at its end"],
    ["City = 'Basel", "at '''"],
    ["City = Basel", "at 'Basel'"],
    ["City = 'a' City = 'b'", "at 'City'"],
    ["City = 'a') or (id is not null", "at ')'"],
    ["City = 'a' order by id", "at 'order'"],
    ["City = 'a' limit 1", "at 'limit'"],
    ["(City = 'a'", "at its end"],
    ["City in 'a'", "at ''a''"],
    ["City = 'a'; x", "at ';'"],
    ["(City:equals:Basel)", "at ':'"],
    ["select id from Leads", "at 'id'"],
  ])("%s can't be read, and is not sent", (filter, where) => {
    expect(() => coqlFilter(filter)).toThrow(where);
  });

  test("has no more comparisons, values and brackets than Zoho takes", () => {
    const many = (count: number): string => Array.from({ length: count }, () => "A = 1").join(" and ");
    expect(coqlFilter(many(22))).toContain("A = 1");
    expect(() => coqlFilter(many(23))).toThrow("more than 22");
    const list = (count: number): string => `A in (${Array.from({ length: count }, () => "1").join(",")})`;
    expect(coqlFilter(list(50))).toContain("in (");
    expect(() => coqlFilter(list(51))).toThrow("more than 50");
    expect(() => coqlFilter(`${"(".repeat(21)}A = 1${")".repeat(21)}`)).toThrow("too many brackets");
  });
});
