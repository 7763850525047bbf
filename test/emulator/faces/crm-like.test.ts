import { expect, test } from "vitest";
import { control } from "../support/running";
import { faceClient, type FaceClient } from "./support/face-client";

type Item = Readonly<Record<string, unknown>>;

const RECRUIT = {
  base: "recruit.zoho.com/recruit/v2",
  scope: "ZohoRecruit.modules.ALL,ZohoRecruit.org.READ",
};
const IOT = { base: "www.zohoapis.com/iot/v1", scope: "ZohoIOT.modules.ALL" };

function items({ body }: { readonly body: Record<string, unknown> }): readonly Item[] {
  return body["data"] as readonly Item[];
}

async function idOf(client: FaceClient, module: string, record: Item): Promise<string> {
  const made = await client.call(module, { body: { data: [record] } });
  expect(made.status).toBe(201);
  return String((items(made)[0]?.["details"] as Item)["id"]);
}

test("a write of several: 201, 207 where some fail, 400 where all do", async () => {
  const { call } = await faceClient(RECRUIT);
  const good = { Last_Name: "Vogt", Email: "vogt@x.example" };
  expect((await call("Candidates", { body: { data: [good, good] } })).status).toBe(201);
  const mixed = await call("Candidates", { body: { data: [good, {}, good] } });
  expect(mixed.status).toBe(207);
  expect(items(mixed).map(({ code }) => code)).toEqual(["SUCCESS", "MANDATORY_NOT_FOUND", "SUCCESS"]);
  expect(items(mixed)[1]).toMatchObject({
    details: { api_name: "Last_Name", json_path: "$.data[1].Last_Name" },
  });
  expect((await call("Candidates", { body: { data: [{}] } })).status).toBe(400);
  const many = await call("Candidates", { body: { data: Array.from({ length: 101 }, () => good) } });
  expect(many.body["code"]).toBe("LIMIT_EXCEEDED");
});

test("a record is changed, upserted, read and deleted", async () => {
  const client = await faceClient(IOT);
  const { call } = client;
  const id = await idOf(client, "Devices", { name: "Mixer", status: "Active" });
  const changed = await call("Devices", {
    method: "PUT",
    body: { data: [{ id, status: "Inactive" }, { id: "1" }] },
  });
  expect([changed.status, items(changed).map(({ status }) => status)]).toEqual([207, ["success", "error"]]);
  const upserted = await call("Devices/upsert", {
    body: { data: [{ name: "Mixer", status: "Active" }, { name: "Mill" }] },
  });
  expect(items(upserted).map(({ action, duplicate_field }) => [action, duplicate_field])).toEqual([
    ["update", "name"],
    ["insert", null],
  ]);
  expect(items(await call(`Devices/${id}`))[0]).toMatchObject({ id, name: "Mixer", status: "Active" });
  expect((await call(`Devices/${id}`, { method: "DELETE" })).status).toBe(200);
  expect((await call(`Devices/${id}`)).status).toBe(204);
  expect((await call(`Devices/${id}`, { method: "DELETE" })).status).toBe(400);
});

test("fields are optional, and a list knows what changed since", async () => {
  const { call } = await faceClient(RECRUIT);
  expect(Object.keys(items(await call("Candidates?per_page=1"))[0] ?? {})).toContain("Email");
  expect(Object.keys(items(await call("Candidates?per_page=1&fields=Last_Name"))[0] ?? {})).toEqual([
    "id",
    "Last_Name",
  ]);
  const since = { headers: { "If-Modified-Since": "2026-02-01T00:00:00+00:00" } };
  expect((await call("Candidates", since)).status).toBe(304);
  await call("Candidates", { body: { data: [{ Last_Name: "Neu" }] } });
  expect(items(await call("Candidates", since))).toHaveLength(1);
});

test("the fault partial refuses every second record here too", async () => {
  const { call, zoho } = await faceClient(RECRUIT);
  await control(zoho, "POST", "faults", { fault: "partial" });
  const data = ["a", "b", "c"].map((Last_Name) => ({ Last_Name }));
  const answer = await call("Candidates", { body: { data } });
  expect([answer.status, items(answer).map(({ status }) => status)]).toEqual([
    207,
    ["success", "error", "success"],
  ]);
});

test("the org of the token is told", async () => {
  const { call, orgId } = await faceClient(RECRUIT);
  expect((await call("org")).body["org"]).toMatchObject([
    { zgid: orgId("recruit", "Acme"), company_name: "Acme" },
  ]);
});
