import { describe, expect, test } from "vitest";
import { ZOHO_SDKS } from "./support/client-packages";
import { withConnectedSdk } from "./support/connected-sdk";

describe.each(ZOHO_SDKS)("metadata with $sdk", ({ sdk }) => {
  const connected = withConnectedSdk(sdk);
  const value = (step: string, input?: object): Promise<unknown> => connected().program.value(step, input);

  test("the org is the one that was consented to", async () => {
    const [person] = connected().zoho.running.ready.people;
    expect(await value("org")).toEqual({
      status: 200,
      org: [{ zgid: person?.orgs[0]?.id, name: "Acme", type: "Production" }],
    });
  });

  test("users come with role, profile and a time zone that exists", async () => {
    const me = {
      email: "robin.vale@acme.example",
      fullName: "Robin Vale",
      timeZone: "America/Phoenix",
      role: "CEO",
      profile: "Administrator",
    };
    expect(await value("users", { type: "CurrentUser" })).toEqual({ status: 200, users: [me] });
    const { users } = (await value("users", { type: "ActiveUsers" })) as {
      readonly users: readonly unknown[];
    };
    expect(users).toContainEqual(me);
    expect(users.length).toBeGreaterThan(1);
    expect(await value("users", { type: "NotConfirmedUsers" })).toEqual({ status: 204 });
  });

  test("modules can be listed and looked up", async () => {
    const leads = { apiName: "Leads", generatedType: "default", isApiSupported: true };
    const { modules } = (await value("modules")) as { readonly modules: readonly unknown[] };
    expect(modules).toContainEqual(leads);
    expect(await value("module", { apiName: "Leads" })).toEqual({ status: 200, modules: [leads] });
  });

  test("fields tell types, values and lookups", async () => {
    const { fields } = (await value("fields", { module: "Contacts" })) as {
      readonly fields: readonly unknown[];
    };
    expect(fields).toContainEqual({
      apiName: "Last_Name",
      dataType: "text",
      isMandatory: true,
      pickList: [],
    });
    expect(fields).toContainEqual(
      expect.objectContaining({ apiName: "Account_Name", dataType: "lookup", lookup: "Accounts" }),
    );
    expect(fields).toContainEqual(
      expect.objectContaining({
        apiName: "Lead_Source",
        dataType: "picklist",
        pickList: expect.arrayContaining(["Cold Call", "Web Form"]) as unknown,
      }),
    );
  });

  test("fields of a module that does not exist are refused", async () => {
    expect(await value("fields", { module: "Nonsense" })).toMatchObject({
      status: 400,
      exception: { kind: "APIException", code: "INVALID_MODULE" },
    });
  });

  test("layouts have sections with the module's fields", async () => {
    const { layouts } = (await value("layouts", { module: "Leads" })) as {
      readonly layouts: readonly { readonly name: string; readonly fields: readonly string[] }[];
    };
    expect(layouts[0]?.name).toEqual(expect.any(String));
    expect(layouts[0]?.fields).toEqual(expect.arrayContaining(["Last_Name", "Company"]));
  });

  test("custom views can be listed", async () => {
    const { views } = (await value("customViews", { module: "Leads" })) as {
      readonly views: readonly unknown[];
    };
    expect(views).toContainEqual({ name: "All Leads", accessType: "public" });
  });

  test("related lists name their modules", async () => {
    const { lists } = (await value("relatedLists", { module: "Leads" })) as {
      readonly lists: readonly unknown[];
    };
    expect(lists).toContainEqual(expect.objectContaining({ apiName: "Notes", module: "Notes" }));
    // Attachments are no module, but a list all the same.
    expect(lists.map((list) => (list as { apiName: string }).apiName)).toContain("Attachments");
  });
});
