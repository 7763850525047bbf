import type {
  AdminFailure,
  CallbackCheck,
  CallbackCheckBegun,
  ConnectRequest,
  ConnectStarted,
  ConnectStatus,
  ConnectionList,
  ConnectionMade,
  ConnectionRemoved,
  ConnectionRenamed,
  ConnectionTested,
  ConnectionView,
  ConsentCancelled,
  CredentialsRequest,
  DeviceStarted,
  GrantCodeRequest,
  PastedRequest,
} from "../../zoho-client/admin-api";
import type { DryRunCall, OutboxStoreView, TriedCall, TryRequest } from "../../zoho-request/admin-api";
import type { FieldsQuery, MetadataParts, ModulesQuery } from "../metadata/metadata-api";
import type { Overview } from "../overview/overview-api";
import type { Translate } from "./red";

/** Milliseconds after which a route counts as silent; a grant code is exchanged and proven within one call. */
const PATIENCE_MS = 60_000;

/** A route that answered with an error, or did not answer. */
export class RouteFailure extends Error {
  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** What the runtime says about it, for people; missing where something else answered. */
    readonly failure: AdminFailure | undefined,
  ) {
    super(`admin route answered with status ${status}`);
  }
}

/** The outcome of a failure in words: what happened and what to do. */
export function failureText(error: unknown, translate: Translate): string {
  if (!(error instanceof RouteFailure)) return translate("zoho.route.broken");
  if (error.failure !== undefined) return `${error.failure.cause.reason} ${error.failure.cause.remedy}`;
  if (error.status === 0) return translate("zoho.route.silent");
  if (error.status === 401 || error.status === 403) return translate("zoho.route.forbidden");
  if (error.status === 404) return translate("zoho.route.missing");
  return translate("zoho.route.status", { status: error.status });
}

/** Which connections are wanted: those of a config node, deployed or not. */
export interface ConnectionQuery {
  readonly node: string;
  /** As typed; without it the deployed one counts. */
  readonly clientId?: string;
  readonly realm: string;
  readonly clientType: string;
}

export async function listConnections(query: ConnectionQuery): Promise<readonly ConnectionView[]> {
  return (await connectionList(query)).connections;
}

/** The same with the consents that wait. */
export function connectionList(query: ConnectionQuery): Promise<ConnectionList> {
  return ask("GET", `zoho/connections?${$.param(query)}`);
}

/** A link by which another person consents. */
export function invite(request: ConnectRequest): Promise<ConnectStarted> {
  return ask("POST", "zoho/connect/invite", request);
}

export function cancelConsent(ticket: string): Promise<ConsentCancelled> {
  return ask("DELETE", `zoho/connect/${encodeURIComponent(ticket)}`);
}

export function beginConsent(request: ConnectRequest): Promise<ConnectStarted> {
  return ask("POST", "zoho/connect", request);
}

export function consentStatus(ticket: string): Promise<ConnectStatus> {
  return ask("GET", `zoho/connect/${encodeURIComponent(ticket)}`);
}

/** Ends a consent with the address that its browser could not open. */
export function sendPasted(request: PastedRequest): Promise<ConnectStatus> {
  return ask("POST", "zoho/connect/pasted", request);
}

export function askForDeviceCode(request: ConnectRequest): Promise<DeviceStarted> {
  return ask("POST", "zoho/connect/device", request);
}

export async function sendGrantCode(request: GrantCodeRequest): Promise<ConnectionView> {
  return (await ask<ConnectionMade>("POST", "zoho/grant-code", request)).connection;
}

export async function connectByCredentials(request: CredentialsRequest): Promise<ConnectionView> {
  return (await ask<ConnectionMade>("POST", "zoho/connect/credentials", request)).connection;
}

export function disconnect(id: string): Promise<ConnectionRemoved> {
  return ask("DELETE", `zoho/connections/${encodeURIComponent(id)}`);
}

/** Tries a connection with one cheap read. */
export function testConnection(id: string): Promise<ConnectionTested> {
  return ask("POST", `zoho/connections/${encodeURIComponent(id)}/test`, {});
}

export function renameConnection(id: string, name: string): Promise<ConnectionRenamed> {
  return ask("POST", `zoho/connections/${encodeURIComponent(id)}/rename`, { name });
}

/** Begins a check of the redirect URI. */
export function beginCallbackCheck(): Promise<CallbackCheckBegun> {
  return ask("POST", "zoho/callback-check", {});
}

export function callbackCheck(probe: string): Promise<CallbackCheck> {
  return ask("GET", `zoho/callback-check/${encodeURIComponent(probe)}`);
}

/** What the sidebar shows. */
export function overview(): Promise<Overview> {
  return ask("GET", "zoho/overview");
}

/** Whether this Node-RED can keep writes on its disk. */
export function outboxStore(): Promise<OutboxStoreView> {
  return ask("GET", "zoho/outbox");
}

/** Makes the call of a dialog, which only reads. */
export function tryCall(request: TryRequest): Promise<TriedCall> {
  return ask("POST", "zoho/request/try", request);
}

/** What the call of a dialog would send. */
export function dryRunCall(request: TryRequest): Promise<DryRunCall> {
  return ask("POST", "zoho/request/dry-run", request);
}

/** The modules of an org, live. */
export function listModules(query: ModulesQuery): Promise<MetadataParts> {
  return ask("POST", "zoho/metadata/modules", query);
}

/** The fields of a module, live. */
export function listFields(query: FieldsQuery): Promise<MetadataParts> {
  return ask("POST", "zoho/metadata/fields", query);
}

/**
 * Asks one of our admin routes. By jQuery and with a relative address, because only to such requests the editor
 * adds the admin root and the bearer token.
 */
function ask<Answer>(method: "GET" | "POST" | "DELETE", url: string, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    $.ajax({
      url,
      method,
      dataType: "json",
      cache: false,
      timeout: PATIENCE_MS,
      ...(body !== undefined && { data: JSON.stringify(body), contentType: "application/json" }),
    })
      .done((answer: Answer) => resolve(answer))
      .fail((xhr) => reject(new RouteFailure(xhr.status, asFailure(xhr.responseJSON))));
  });
}

function asFailure(answer: unknown): AdminFailure | undefined {
  const cause = (answer as Partial<AdminFailure> | null | undefined)?.cause;
  return typeof cause?.reason === "string" && typeof cause.remedy === "string" ? { cause } : undefined;
}
