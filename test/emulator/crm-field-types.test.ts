import { expect, test } from "vitest";
import { type Caller, caller, type Row } from "./support/calling";
import { control } from "./support/running";

/** Adds a lead with these values; the item of the answer. */
async function add({ send }: Caller, values: Row): Promise<Row> {
  const { body } = await send("POST", "Leads", { data: [{ Last_Name: "Typed", ...values }] });
  return (body["data"] as readonly Row[])[0] ?? {};
}

async function stored(robin: Caller, values: Row): Promise<Row | undefined> {
  const item = await add(robin, values);
  expect(item).toMatchObject({ code: "SUCCESS" });
  return (await robin.rows(`Leads/${String((item["details"] as Row)["id"])}`))[0];
}

test("several values of a pick list are a list of texts", async () => {
  const robin = await caller();
  const picked = ["Sensors", "Training"];
  expect((await stored(robin, { Interests: picked }))?.["Interests"]).toEqual(picked);
  expect((await stored(robin, { Interests: [] }))?.["Interests"]).toEqual([]);
  expect((await stored(robin, { Interests: null }))?.["Interests"]).toBeNull();
  for (const wrong of ["Sensors", "Sensors;Training", [1], { value: "Sensors" }]) {
    expect(await add(robin, { Interests: wrong })).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "Interests", expected_data_type: "jsonarray", json_path: "$.data[0].Interests" },
    });
  }
  const many = Array.from({ length: 101 }, () => "Sensors");
  expect(await add(robin, { Interests: many })).toMatchObject({ details: { maximum_length: 100 } });
  const unlisted = { Interests: ["Sensors", "Boats"] };
  await control(robin.zoho, "PATCH", "settings", { strictPickLists: true });
  expect(await add(robin, unlisted)).toMatchObject({
    code: "INVALID_DATA",
    details: { api_name: "Interests", supported_values: expect.arrayContaining(["Gateways"]) as string[] },
  });
  await control(robin.zoho, "PATCH", "settings", { strictPickLists: false });
  expect((await stored(robin, unlisted))?.["Interests"]).toEqual(unlisted.Interests);
});

test("a time is shown in the org's zone, however it was sent", async () => {
  const robin = await caller();
  for (const sent of ["2026-03-10T12:00:00Z", "2026-03-10T17:30:00+05:30"]) {
    const lead = await stored(robin, { Next_Contact_Time: sent });
    expect(lead?.["Next_Contact_Time"]).toBe("2026-03-10T05:00:00-07:00");
  }
  for (const wrong of ["2026-03-10", "2026-03-10 12:00:00", "2026-13-40T12:00:00Z", 1_773_144_000]) {
    expect(await add(robin, { Next_Contact_Time: wrong })).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "Next_Contact_Time", expected_data_type: "datetime" },
    });
  }
});

test("leads begin with values in the fields that the org added", async () => {
  const { rows } = await caller();
  const leads = await rows("Leads?fields=Interests,Next_Contact_Time,Sensor_ID");
  const interests = leads.map((lead) => lead["Interests"] as readonly string[]);
  expect(interests.some((list) => list.length > 1)).toBe(true);
  expect(new Set(interests.flat()).size).toBe(5);
  for (const lead of leads) {
    expect(lead["Next_Contact_Time"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00-07:00$/);
  }
  const sensors = leads.map((lead) => lead["Sensor_ID"]).filter((id) => id !== null);
  expect(sensors.length).toBeGreaterThan(0);
  expect(new Set(sensors).size).toBe(sensors.length);
});
