import type { DialectId } from "./dialects/dialect";

/** Where the result stands in an answer that is a success. */
export interface Envelope {
  /** The way to the result, or to what holds it; none where that is the whole body. */
  readonly within?: readonly string[];
  /** Names beside the result that tell of the answer and not of what was asked for. */
  readonly beside?: readonly string[];
  /**
   * What is taken out where one name is left:
   * - `lists`: only an array, because one record comes without an envelope;
   * - `anything`: a record as well;
   * - `only list`: an array, also where other names are left beside it, and a record where none is.
   */
  readonly takes: "lists" | "anything" | "only list" | "nothing";
  /** True where each record stands in an object under its ID: `[{"4470…": [{…}]}]`. */
  readonly byId?: boolean;
  /** True where one record that was written stands in a list of one. */
  readonly listsOne?: boolean;
  /** What a record's ID is called; `{name}_id` goes by the name that the record stood under: `contact_id`. */
  readonly ids: readonly string[];
}

/** The envelopes of each product's API pages. */
export const ENVELOPES: Readonly<Record<DialectId, Envelope>> = {
  // {"data": […], "info": {…}}, {"modules": […]}
  crm: { beside: ["info"], takes: "lists", ids: ["id"] },
  // A list is {"data": […]}, a ticket comes bare and has lists of its own.
  desk: { beside: ["count"], takes: "lists", ids: ["id"] },
  // {"code": 0, "message", "contacts": […], "page_context"}, {"code": 0, "message", "contact": {…}}
  finance: {
    beside: ["code", "message", "page_context", "instrumentation"],
    takes: "only list",
    ids: ["{name}_id"],
  },
  // {"code": 3000, "data": […] | {…}}
  creator: {
    beside: ["code", "message", "more_records", "record_cursor"],
    takes: "only list",
    ids: ["ID"],
  },
  // {"response": {"result": [{"4470…": [{…}]}], "message", "status": 0}}; some places answer with a bare array.
  people: {
    within: ["response", "result"],
    takes: "nothing",
    byId: true,
    ids: ["pkId", "recordId", "Zoho_ID"],
  },
  // {"page_info", "projects": […]} or a bare array; a project comes bare.
  projects: { beside: ["page_info"], takes: "lists", listsOne: true, ids: ["id", "id_string"] },
  // {"code": 0, "status", "requests": […] | {…}, "page_context"}
  sign: {
    beside: ["code", "status", "message", "page_context"],
    takes: "only list",
    ids: ["{name}_id"],
  },
  // JSON:API: {"data": […] | {…}, "links"}
  workdrive: { beside: ["links", "meta", "jsonapi", "included"], takes: "anything", ids: ["id"] },
  // {"type", "url", "data": […] | {…}, "has_more", "next_token"}, or the name of the resource instead of data
  cliq: {
    beside: ["type", "url", "has_more", "next_token", "sync_token"],
    takes: "anything",
    ids: ["id", "channel_id", "chat_id", "message_id"],
  },
  // {"status", "summary", "data": {"views": […]}}
  analytics: { within: ["data"], takes: "anything", ids: ["{name}Id", "viewId", "workspaceId", "jobId"] },
  // {"status": {…}, "data": […] | {…}}
  mail: {
    within: ["data"],
    takes: "nothing",
    ids: ["id", "messageId", "folderId", "accountId", "labelId"],
  },
  // {"method", "status", "records": […]}
  sheet: { beside: ["method", "status"], takes: "only list", ids: ["resource_id", "row_index"] },
  // {"status", "code", "version", "uri", "requestdetails", "list_of_details": […]}
  campaigns: {
    beside: ["status", "code", "version", "uri", "URI", "requestdetails", "message"],
    takes: "only list",
    ids: ["listkey", "campaignKey"],
  },
  "marketing-automation": {
    beside: ["status", "code", "version", "uri", "URI", "requestdetails", "message"],
    takes: "only list",
    ids: ["listkey", "campaignKey"],
  },
  // {"data": […], "message", "request_id", "object"}
  zeptomail: { beside: ["message", "request_id", "object"], takes: "lists", ids: ["request_id"] },
};
