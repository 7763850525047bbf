import { invalidInput } from "../../src/errors/invalid-input";
import { isDataCenterCode } from "../../src/zoho/data-centers";
import { malformedScopes } from "../../src/zoho/scopes";
import { type NodeAPI, own } from "../shared/red";
import { CLIENT_TYPES, type ClientConfig, type ClientType, type DeclaredConnection } from "./config";
import type { ClientCredentials } from "./credentials";
import { dialogCredentials } from "./dialog-credentials";

/** What the dialog holds, checked: nothing that comes over HTTP is taken as it is. */
export interface CheckedClient {
  readonly nodeId: string;
  readonly config: Pick<
    ClientConfig,
    "name" | "clientType" | "dataCenter" | "realm" | "scopes" | "redirectUri" | "connections"
  >;
  readonly credentials: ClientCredentials;
}

/**
 * Reads the client out of the body of a request of the dialog.
 *
 * @throws ZohoError `invalid_input` naming the field
 */
export function readDialogClient(RED: NodeAPI, body: unknown): CheckedClient {
  const client = own(body, "client");
  const nodeId = text(own(client, "id"), "The ID of the node");
  const clientType = own(client, "clientType");
  const dataCenter = own(client, "dataCenter");
  const realm = own(client, "realm");
  if (!isClientType(clientType)) throw invalidInput("The client type", "is not one of those on offer");
  if (!isDataCenterCode(dataCenter)) throw invalidInput("The data center", "is not one of Zoho's");
  if (realm !== "zoho" && realm !== "emulator")
    throw invalidInput("The realm", "must be Zoho or the emulator");
  return {
    nodeId,
    config: {
      name: optionalText(own(client, "name")),
      clientType,
      dataCenter,
      realm,
      scopes: readScopes(own(client, "scopes")),
      redirectUri: optionalText(own(client, "redirectUri")),
      connections: readDeclared(own(client, "connections")),
    },
    credentials: dialogCredentials(RED, nodeId, own(client, "credentials")),
  };
}

/** The name for the connection that is to be made; its form is checked where it is used. */
export function readConnectionName(body: unknown): string {
  return optionalText(own(body, "connection"));
}

function readScopes(value: unknown): string[] {
  const scopes = Array.isArray(value)
    ? value.filter((one): one is string => typeof one === "string" && one !== "")
    : [];
  if (scopes.length === 0) throw invalidInput("The list of scopes", "is empty");
  const [bad] = malformedScopes(scopes);
  if (bad !== undefined)
    throw invalidInput(
      `The scope '${bad.slice(0, 80)}'`,
      "does not look like one of Zoho's, such as ZohoCRM.modules.READ",
    );
  return scopes;
}

function readDeclared(value: unknown): DeclaredConnection[] {
  if (!Array.isArray(value)) return [];
  return value.map((one: unknown) => {
    const dataCenter = own(one, "dataCenter");
    const environment = own(one, "environment");
    return {
      name: optionalText(own(one, "name")),
      dataCenter: isDataCenterCode(dataCenter) ? dataCenter : "",
      environment:
        environment === "Production" || environment === "Sandbox" || environment === "Developer"
          ? environment
          : "",
      orgId: optionalText(own(one, "orgId")),
      refreshToken: "",
    };
  });
}

/** A client type that this package connects with. */
export function isClientType(value: unknown): value is ClientType {
  return CLIENT_TYPES.some((one) => one === value);
}

function text(value: unknown, field: string): string {
  if (typeof value !== "string" || value === "" || value.length > 200)
    throw invalidInput(field, "is missing");
  return value;
}

function optionalText(value: unknown): string {
  return typeof value === "string" && value.length <= 2_000 ? value.trim() : "";
}
