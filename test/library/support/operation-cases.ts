import type { Answer } from "../../emulator/support/running";

/** Calls the emulator with a token that may do everything; rejects where that was refused. */
export type Prepare = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** What an operation is tried with, beside its row. */
export interface Trial {
  readonly values?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a form as it is. */
  readonly body?: object | FormData;
}

type Case = (prepare: Prepare) => Trial | Promise<Trial>;

const LEAD = { Last_Name: "Tried" };

function file(): FormData {
  const form = new FormData();
  // The smallest GIF: photos must be pictures.
  const bytes = Uint8Array.from(Buffer.from("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=", "base64"));
  form.append("file", new Blob([bytes], { type: "image/gif" }), "dot.gif");
  return form;
}

async function newLead(prepare: Prepare): Promise<{ readonly module: string; readonly id: string }> {
  return { module: "Leads", id: createdId(await prepare("POST", "Leads", { data: [LEAD] })) };
}

async function newAttachment(prepare: Prepare) {
  const lead = await newLead(prepare);
  const answer = await prepare("POST", `Leads/${lead.id}/Attachments`, file());
  return { ...lead, attachment_id: createdId(answer) };
}

function createdId({ body }: Answer): string {
  return (body["data"] as readonly { readonly details: { readonly id: string } }[])[0]?.details.id ?? "";
}

const onModule: Case = () => ({
  values: { module: "Leads" },
  query: { fields: "Last_Name", module: "Leads" },
});
const onLead: Case = async (prepare) => ({ values: await newLead(prepare) });
const onAttachment: Case = async (prepare) => ({ values: await newAttachment(prepare) });
const plain: Case = () => ({});

/** The first of a list of settings, by ID. */
function firstOf(list: string, key: string, query: Readonly<Record<string, string>> = {}): Case {
  return async (prepare) => {
    const answer = await prepare("GET", `${list}?${new URLSearchParams(query).toString()}`);
    const [first] = answer.body[key] as readonly { readonly id: string }[];
    return { values: { id: first?.id ?? "" }, query };
  };
}

const OF_LEADS = { module: "Leads" };

const CRM: Readonly<Record<string, Case>> = {
  listRecords: onModule,
  getRecord: onLead,
  searchRecords: () => ({ values: OF_LEADS, query: { word: "a b" } }),
  countRecords: onModule,
  listDeleted: () => ({ values: OF_LEADS, query: { type: "all" } }),
  query: () => ({ body: { select_query: "select Last_Name from Leads where id is not null limit 0, 2" } }),
  listRelated: async (prepare) => ({
    values: { ...(await newLead(prepare)), related: "Tasks" },
    query: { fields: "Subject" },
  }),
  listNotes: async (prepare) => ({ values: await newLead(prepare), query: { fields: "Note_Title" } }),
  createRecords: () => ({ values: OF_LEADS, body: { data: [LEAD] } }),
  upsertRecords: () => ({ values: OF_LEADS, body: { data: [LEAD] } }),
  updateRecord: async (prepare) => ({ values: await newLead(prepare), body: { data: [{ City: "Bonn" }] } }),
  updateRecords: async (prepare) => {
    const { id } = await newLead(prepare);
    return { values: OF_LEADS, body: { data: [{ id, City: "Bonn" }] } };
  },
  deleteRecord: onLead,
  deleteRecords: async (prepare) => ({ values: OF_LEADS, query: { ids: (await newLead(prepare)).id } }),
  addNotes: async (prepare) => ({
    values: await newLead(prepare),
    body: { data: [{ Note_Title: "a", Note_Content: "b" }] },
  }),
  listAttachments: async (prepare) => ({ values: await newAttachment(prepare), query: { fields: "Size" } }),
  addAttachment: async (prepare) => ({ values: await newLead(prepare), body: file() }),
  getAttachment: onAttachment,
  deleteAttachment: onAttachment,
  deleteAttachments: async (prepare) => {
    const { attachment_id: ids, ...values } = await newAttachment(prepare);
    return { values, query: { ids } };
  },
  getPhoto: onLead,
  setPhoto: async (prepare) => ({ values: await newLead(prepare), body: file() }),
  deletePhoto: async (prepare) => {
    const lead = await newLead(prepare);
    await prepare("POST", `Leads/${lead.id}/photo`, file());
    return { values: lead };
  },
  keepFiles: () => ({ body: file() }),
  getFile: async (prepare) => ({ query: { id: createdId(await prepare("POST", "files", file())) } }),
  getOrg: plain,
  listUsers: plain,
  getUser: firstOf("users", "users"),
  listModules: plain,
  getModule: onModule,
  listFields: onModule,
  getField: firstOf("settings/fields", "fields", OF_LEADS),
  listLayouts: onModule,
  getLayout: firstOf("settings/layouts", "layouts", OF_LEADS),
  listViews: onModule,
  getView: firstOf("settings/custom_views", "custom_views", OF_LEADS),
  listRelatedLists: onModule,
  listRoles: plain,
  getRole: firstOf("settings/roles", "roles"),
  listProfiles: plain,
  getProfile: firstOf("settings/profiles", "profiles"),
};

/** The ID of the first row that a list of Books or Desk gives. */
async function firstId(prepare: Prepare, list: string, key: string, id: string): Promise<string> {
  const answer = await prepare("GET", list);
  return String((answer.body[key] as readonly Readonly<Record<string, unknown>>[])[0]?.[id]);
}

function booksCases(
  list: string,
  one: string,
  made: (prepare: Prepare) => object | Promise<object>,
  changed: object,
): Readonly<Record<string, Case>> {
  const id = `${one.toLowerCase()}_id`;
  const first: Case = async (prepare) => ({ values: { [id]: await firstId(prepare, list, list, id) } });
  return {
    [`list${one}s`]: plain,
    [`get${one}`]: first,
    [`create${one}`]: async (prepare) => ({ body: await made(prepare) }),
    [`update${one}`]: async (prepare) => ({ ...(await first(prepare)), body: changed }),
    [`delete${one}`]: first,
  };
}

const BOOKS: Readonly<Record<string, Case>> = {
  listOrganizations: plain,
  ...booksCases("contacts", "Contact", () => ({ contact_name: "Tried" }), { contact_name: "Again" }),
  ...booksCases("items", "Item", () => ({ name: "Tried", rate: 1 }), { rate: 2 }),
  ...booksCases(
    "invoices",
    "Invoice",
    async (prepare) => ({
      customer_id: await firstId(prepare, "contacts", "contacts", "contact_id"),
      line_items: [{ name: "Tried", rate: 1, quantity: 1 }],
    }),
    { reference_number: "1" },
  ),
};

const onFirst =
  (list: string, body?: object): Case =>
  async (prepare) => ({
    values: { id: await firstId(prepare, list, "data", "id") },
    ...(body !== undefined && { body }),
  });

const DESK: Readonly<Record<string, Case>> = {
  listOrganizations: plain,
  listDepartments: plain,
  listTickets: plain,
  getTicket: onFirst("tickets"),
  searchTickets: () => ({ query: { _all: "a*" } }),
  createTicket: async (prepare) => ({
    body: {
      subject: "Tried",
      departmentId: await firstId(prepare, "departments", "data", "id"),
      contactId: await firstId(prepare, "contacts", "data", "id"),
    },
  }),
  updateTicket: onFirst("tickets", { status: "Closed" }),
  listContacts: plain,
  getContact: onFirst("contacts"),
  searchContacts: () => ({ query: { _all: "a*" } }),
  createContact: () => ({ body: { lastName: "Tried" } }),
  updateContact: onFirst("contacts", { lastName: "Again" }),
};

const APP = { owner: "acme", app: "field-service", report: "All_Visits" };
const NOT_NAMED = '(Customer != "")';
const REPORT = "data/acme/field-service/report/All_Visits";

const onVisit =
  (body?: object): Case =>
  async (prepare) => ({
    values: { ...APP, id: await firstId(prepare, REPORT, "data", "ID") },
    ...(body !== undefined && { body }),
  });

const CREATOR: Readonly<Record<string, Case>> = {
  listRecords: () => ({ values: APP }),
  getRecord: onVisit(),
  addRecords: () => ({ values: { ...APP, form: "Fault" }, body: { data: [{ Title: "Tried" }] } }),
  updateRecord: onVisit({ data: { Minutes: "7" } }),
  updateRecords: () => ({ values: APP, body: { criteria: NOT_NAMED, data: { Minutes: "7" } } }),
  deleteRecord: onVisit(),
  deleteRecords: () => ({ values: APP, body: { criteria: NOT_NAMED } }),
};

/** How each operation that the emulator answers is tried, by product and name. */
export const OPERATION_CASES = { crm: CRM, books: BOOKS, desk: DESK, creator: CREATOR };
