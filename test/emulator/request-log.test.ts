import { expect, test } from "vitest";
import { createRequestLog, MAX_LOGGED_REQUESTS } from "../../src/emulator/requests/request-log";

const ENTRY = { at: 0, method: "GET", host: "www.zohoapis.com", path: "/", status: 200, facts: {} };

test("the log keeps the newest requests and lets the oldest go", () => {
  const log = createRequestLog();
  const total = 2 * MAX_LOGGED_REQUESTS + 100;
  for (let n = 0; n < total; n += 1) log.add(ENTRY);
  const kept = log.list();
  expect(kept).toHaveLength(MAX_LOGGED_REQUESTS);
  expect(kept.at(-1)?.seq).toBe(total);
  expect(kept[0]?.seq).toBe(total - MAX_LOGGED_REQUESTS + 1);
});

test("numbers go on after a clearing, so that nothing is taken for new twice", () => {
  const log = createRequestLog();
  log.add(ENTRY);
  log.clear();
  log.add(ENTRY);
  expect(log.list()).toMatchObject([{ seq: 2 }]);
  expect(log.list(2)).toEqual([]);
});
