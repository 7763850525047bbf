import { describe, expect, test } from "vitest";
import { ZOHO_SDKS } from "./support/client-packages";
import { withConnectedSdk } from "./support/connected-sdk";

interface Written {
  readonly actions: readonly { readonly id: string }[];
}

describe.each(ZOHO_SDKS)("writing with $sdk", ({ sdk }) => {
  const connected = withConnectedSdk(sdk);

  /** ID of a new record. */
  async function insert(module: string, values: object): Promise<string> {
    const value = await connected().program.value("insert", { module, items: [values] });
    return (value as Written).actions[0]?.id ?? "";
  }
  async function get(module: string, id: string): Promise<unknown> {
    const value = await connected().program.value("get", { module, id });
    return (value as { readonly records: unknown }).records;
  }

  test("an inserted record comes back as it was written", async () => {
    const inserted = await connected().program.value("insert", {
      module: "Leads",
      items: [
        {
          Last_Name: "Wire",
          Email: "wire@insert.example",
          Annual_Revenue: 12.5,
          No_of_Employees: 7,
          Lead_Source: { choice: "Cold Call" },
          Email_Opt_Out: true,
        },
      ],
    });
    expect(inserted).toMatchObject({
      status: 201,
      actions: [{ kind: "SuccessResponse", code: "SUCCESS", status: "success", message: "record added" }],
    });
    const id = (inserted as Written).actions[0]?.id ?? "";
    expect(await get("Leads", id)).toMatchObject([
      {
        id,
        Last_Name: "Wire",
        Email: "wire@insert.example",
        Annual_Revenue: 12.5,
        No_of_Employees: 7,
        Lead_Source: "Cold Call",
        Email_Opt_Out: true,
      },
    ]);
  });

  test("lookups and dates are written in the SDK's own form", async () => {
    const account = await insert("Accounts", { Account_Name: "Wire Works" });
    const contact = await insert("Contacts", {
      Last_Name: "Looker",
      Account_Name: { record: account },
      Date_of_Birth: { date: "1990-05-17" },
    });
    expect(await get("Contacts", contact)).toMatchObject([
      { Account_Name: { id: account, name: "Wire Works" }, Date_of_Birth: "1990-05-17T00:00:00.000Z" },
    ]);
  });

  test("a refused record is told apart from one that was taken", async () => {
    const mixed = await connected().program.value("insert", {
      module: "Leads",
      items: [
        { Last_Name: "Good", Email: "good@mixed.example" },
        { Last_Name: "Bad", Email: "no address" },
      ],
    });
    expect(mixed).toMatchObject({
      actions: [
        { kind: "SuccessResponse", code: "SUCCESS" },
        {
          kind: "APIException",
          code: "INVALID_DATA",
          status: "error",
          details: { api_name: "Email" },
        },
      ],
    });
  });

  test("a value that is there already is a duplicate", async () => {
    const id = await insert("Leads", { Last_Name: "First", Email: "twice@duplicate.example" });
    const second = await connected().program.value("insert", {
      module: "Leads",
      items: [{ Last_Name: "Second", Email: "twice@duplicate.example" }],
    });
    expect(second).toMatchObject({
      actions: [{ kind: "APIException", code: "DUPLICATE_DATA", id }],
    });
  });

  test("updates reach one record and several", async () => {
    const { program } = connected();
    const id = await insert("Leads", { Last_Name: "Mover" });
    const one = await program.value("update", { module: "Leads", id, values: { City: "Oslo" } });
    expect(one).toMatchObject({ status: 200, actions: [{ code: "SUCCESS", message: "record updated", id }] });
    const many = await program.value("updateMany", {
      module: "Leads",
      items: [
        { id, City: "Bergen" },
        { id: "1", City: "Nowhere" },
      ],
    });
    expect(many).toMatchObject({
      actions: [
        { kind: "SuccessResponse", code: "SUCCESS", id },
        { kind: "APIException", code: "INVALID_DATA" },
      ],
    });
    expect(await get("Leads", id)).toMatchObject([{ City: "Bergen", Last_Name: "Mover" }]);
  });

  test("an upsert inserts first and updates then", async () => {
    const { program } = connected();
    const input = { module: "Leads", duplicateCheckFields: ["Email"] };
    const item = { Last_Name: "Upsert", Email: "wire@upsert.example" };
    const first = await program.value("upsert", { ...input, items: [item] });
    const second = await program.value("upsert", { ...input, items: [{ ...item, City: "Turku" }] });
    expect(first).toMatchObject({ actions: [{ code: "SUCCESS", action: "insert" }] });
    expect(second).toMatchObject({
      actions: [
        {
          code: "SUCCESS",
          action: "update",
          duplicateField: "Email",
          id: (first as Written).actions[0]?.id,
        },
      ],
    });
  });

  test("deleted records are gone", async () => {
    const { program } = connected();
    const ids = [
      await insert("Leads", { Last_Name: "Gone One" }),
      await insert("Leads", { Last_Name: "Gone Two" }),
    ];
    const alone = await insert("Leads", { Last_Name: "Gone Three" });
    expect(await program.value("delete", { module: "Leads", id: alone })).toMatchObject({
      status: 200,
      actions: [{ code: "SUCCESS", message: "record deleted", id: alone }],
    });
    expect(await program.value("deleteMany", { module: "Leads", ids })).toMatchObject({
      actions: ids.map((id) => ({ code: "SUCCESS", id })),
    });
    expect(await program.value("get", { module: "Leads", id: alone })).toEqual({ status: 204 });
  });
});
