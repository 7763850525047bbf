import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keptText } from "../../src/outbox/kept-call";
import type { Connection } from "../../src/vault/connection";
import { bytesIn } from "../support/packed-package";
import { testDirectory } from "../support/test-directory";
import { entry, openTestStore } from "./support/open-test-store";

const PAGE = readFileSync("docs/outbox.md", "utf8");
const QUEUE = "5f0c1a2b3c4d5e6f";
const READINGS = 40;

/** Numbers of the page, in the order of this sentence of it. */
function told(sentence: RegExp): readonly number[] {
  const [, ...numbers] = sentence.exec(PAGE) ?? [];
  return numbers.map(Number);
}

const CONNECTION: Pick<Connection, "realm" | "name" | "connected" | "dataCenter" | "environment"> = {
  realm: "zoho",
  name: "gateway",
  connected: true,
  dataCenter: "eu",
  environment: "Production",
};

/** What is kept of one reading that came in a message of its own. @param bytes of its record as JSON */
function oneReading(bytes: number): string {
  const filled = (text: string): string =>
    JSON.stringify({ Email: "sensor-1@example.com", Last_Name: "sensor-1", Description: text });
  const body = `{"data":[${filled("x".repeat(bytes - filled("").length))}]}`;
  const call = { product: "crm", method: "POST", path: "Leads/upsert", body } as const;
  const facts = { org: undefined, topic: undefined, msgid: "0123456789abcdef", key: undefined, start: 0 };
  return keptText({ ...call, connection: CONNECTION as Connection }, facts);
}

test("readings that come alone take as many bytes of the disk as the page says, and removing them too", async () => {
  const [keep = 0, size = 0, remove = 0] = told(
    /About (\d+) to keep a reading of (\d+) bytes that comes alone, and (\d+) to remove it/,
  );
  const [around = 0] = told(/bytes of a record \+ (\d+)\)/);
  const directory = await testDirectory("bytes-on-disk");
  const store = await openTestStore({ directory });
  const empty = await bytesIn(directory);
  const seqs: number[] = [];
  for (let reading = 0; reading < READINGS; reading++)
    seqs.push(...(await store.append(QUEUE, [entry(oneReading(size))])));
  const full = await bytesIn(directory);
  for (const seq of seqs) await store.remove(QUEUE, [seq]);
  const removed = await bytesIn(directory);
  await store.close();
  const kept = (full - empty) / READINGS;
  expect(Math.abs(kept / keep - 1), `${kept} to keep one`).toBeLessThan(0.1);
  expect(Math.abs((removed - full) / READINGS / remove - 1), "to remove one").toBeLessThan(0.1);
  expect(kept).toBeLessThanOrEqual(size + around);
});
