import { type Operation, operations, type OperationQuery } from "./operation";

const MODULE: OperationQuery = { name: "module", example: "Leads", needed: true };

/** A setting of an org, which can only be read; most are those of one module. */
function setting(area: string, more: { readonly id?: string; readonly of?: "module" } = {}) {
  return {
    method: "GET",
    path: more.id === undefined ? `settings/${area}` : `settings/${area}/{${more.id}}`,
    scopes: [`ZohoCRM.settings.${area}.READ`],
    ...(more.of === "module" && { query: [MODULE] }),
  } as const;
}

const METADATA = operations("crm", "Zoho CRM v8: metadata, users and org", {
  getOrg: { method: "GET", path: "org", scopes: ["ZohoCRM.org.READ"] },
  listUsers: {
    method: "GET",
    path: "users",
    scopes: ["ZohoCRM.users.READ"],
    isList: true,
    query: [{ name: "type", example: "ActiveUsers" }],
  },
  getUser: { method: "GET", path: "users/{id}", scopes: ["ZohoCRM.users.READ"] },
  listModules: setting("modules"),
  getModule: setting("modules", { id: "module" }),
  listFields: setting("fields", { of: "module" }),
  getField: setting("fields", { id: "id", of: "module" }),
  listLayouts: setting("layouts", { of: "module" }),
  getLayout: setting("layouts", { id: "id", of: "module" }),
  listViews: setting("custom_views", { of: "module" }),
  getView: setting("custom_views", { id: "id", of: "module" }),
  listRelatedLists: setting("related_lists", { of: "module" }),
  listRoles: setting("roles"),
  getRole: setting("roles", { id: "id" }),
  listProfiles: setting("profiles"),
  getProfile: setting("profiles", { id: "id" }),
});

const WATCH = { channel_id: "1000000068001", events: ["Leads.all"], notify_url: "https://", token: "" };

/** These only Zoho itself answers: the emulator has nothing of the kind. */
const NOT_EMULATED = { isEmulated: false } as const;

const BULK = operations("crm", "Zoho CRM v8: bulk read", {
  startBulkRead: {
    ...NOT_EMULATED,
    method: "POST",
    path: "crm/bulk/v8/read",
    scopes: ["ZohoCRM.bulk.READ", "ZohoCRM.modules.READ"],
    body: { json: { query: { module: { api_name: "Leads" }, fields: ["Last_Name", "Email"] } } },
  },
  getBulkRead: {
    ...NOT_EMULATED,
    method: "GET",
    path: "crm/bulk/v8/read/{job_id}",
    scopes: ["ZohoCRM.bulk.READ", "ZohoCRM.modules.READ"],
  },
  getBulkReadResult: {
    ...NOT_EMULATED,
    method: "GET",
    path: "crm/bulk/v8/read/{job_id}/result",
    scopes: ["ZohoCRM.bulk.READ", "ZohoCRM.modules.READ"],
  },
});

const NOTIFICATIONS = operations("crm", "Zoho CRM v8: notifications", {
  watch: {
    ...NOT_EMULATED,
    method: "POST",
    path: "actions/watch",
    scopes: ["ZohoCRM.notifications.CREATE"],
    body: { json: { watch: [WATCH] } },
  },
  listWatches: {
    ...NOT_EMULATED,
    method: "GET",
    path: "actions/watch",
    scopes: ["ZohoCRM.notifications.READ"],
    isList: true,
  },
  renewWatch: {
    ...NOT_EMULATED,
    method: "PATCH",
    path: "actions/watch",
    scopes: ["ZohoCRM.notifications.UPDATE"],
    body: {
      json: { watch: [{ channel_id: WATCH.channel_id, channel_expiry: "2026-01-31T10:00:00+00:00" }] },
    },
  },
  stopWatch: {
    ...NOT_EMULATED,
    method: "DELETE",
    path: "actions/watch",
    scopes: ["ZohoCRM.notifications.DELETE"],
    query: [{ name: "channel_ids", example: WATCH.channel_id, needed: true }],
  },
});

const ACTIONS = operations("crm", "Zoho CRM v8: convert lead, timeline, composite requests", {
  convertLead: {
    ...NOT_EMULATED,
    method: "POST",
    path: "Leads/{id}/actions/convert",
    scopes: ["ZohoCRM.modules.Leads.CREATE"],
    body: { json: { data: [{ overwrite: true, notify_lead_owner: false }] } },
  },
  getTimeline: {
    ...NOT_EMULATED,
    method: "GET",
    path: "{module}/{id}/__timeline",
    scopes: ["ZohoCRM.modules.{module}.READ"],
    isList: true,
  },
  composite: {
    ...NOT_EMULATED,
    method: "POST",
    path: "__composite_requests",
    scopes: ["ZohoCRM.composite_requests.CUSTOM"],
    body: {
      json: {
        rollback_on_fail: true,
        __composite_requests: [{ sub_request_id: "1", method: "GET", uri: "/crm/v8/org" }],
      },
    },
  },
});

/** What describes and moves an org of CRM besides its records. */
export const CRM_ORG: readonly Operation[] = [...METADATA, ...BULK, ...NOTIFICATIONS, ...ACTIONS];
