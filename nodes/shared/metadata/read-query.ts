import { invalidInput } from "../../../src/errors/invalid-input";
import { isProductId } from "../../../src/zoho/products";
import { checkConnectionName } from "../../../src/connect/connection-id";
import { isClientType } from "../../zoho-client/dialog-client";
import { own } from "../red";
import type { ClientQuery, FieldsQuery, ModulesQuery } from "./metadata-api";

/** Longest text of a dialog that is looked at. */
const LONGEST = 200;

/** An API name: nothing that could lead to another place. */
const MODULE = /^[\w-]+$/;

/** Link names of owner, application and report, as the path of a report of Creator has them. */
const REPORT = /^(?:[\w-]+(?:\.[\w-]+)*\/){2}report\/[\w-]+(?:\.[\w-]+)*$/;

/** IDs of orgs; blank for the connection's. They stand in headers, queries and paths. */
const ORG = /^[\w-]*$/;

/** IDs of nodes, as the editor makes them and people write them. */
const NODE = /^[\w.-]*$/;

/**
 * Reads what a dialog asks. Nothing that comes over HTTP is taken as it is.
 *
 * @throws ZohoError `invalid_input` naming the field
 */
export function readModulesQuery(body: unknown): ModulesQuery {
  const client = readClientQuery(body);
  const product = own(body, "product");
  if (!isProductId(product)) throw invalidInput("The product", "is not one of Zoho's");
  const org = textIn(body, "org");
  if (!ORG.test(org)) throw invalidInput("The org", "is no ID");
  const connection = textIn(body, "connection");
  return { ...client, connection: connection === "" ? "" : checkConnectionName(connection), product, org };
}

/** @throws ZohoError as `readModulesQuery` */
export function readClientQuery(body: unknown): ClientQuery {
  const realm = own(body, "realm");
  const clientType = own(body, "clientType");
  if (realm !== "zoho" && realm !== "emulator")
    throw invalidInput("The realm", "must be Zoho or the emulator");
  if (!isClientType(clientType)) throw invalidInput("The client type", "is not one of those on offer");
  return { client: readNodeId(body, "client"), realm, clientType };
}

/** @throws ZohoError as `readModulesQuery` */
export function readNodeId(body: unknown, field: string): string {
  const id = textIn(body, field);
  if (!NODE.test(id)) throw invalidInput(`The ${field}`, "is no ID of a node");
  return id;
}

/** @throws ZohoError as `readModulesQuery` */
export function readFieldsQuery(body: unknown): FieldsQuery {
  const query = readModulesQuery(body);
  const module = textIn(body, "module");
  if (query.product === "creator") {
    if (!REPORT.test(module)) throw invalidInput("The report", "must be owner/application/report/name");
  } else if (!MODULE.test(module)) throw invalidInput("The module", "is no API name, such as Leads");
  return { ...query, module };
}

function textIn(body: unknown, field: string): string {
  const value = own(body, field);
  if (value === undefined) return "";
  if (typeof value !== "string" || value.length > LONGEST)
    throw invalidInput(`The field ${field}`, `must be text of at most ${String(LONGEST)} characters`);
  return value.trim();
}
