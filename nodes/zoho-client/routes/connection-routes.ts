import type { Request } from "express";
import { disconnect } from "../../../src/connect/disconnect";
import type { OpenConsent } from "../../../src/connect/open-consent";
import type { NodeAPI } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { ConnectionList, ConnectionRemoved, OpenConsentView } from "../admin-api";
import { CLIENT_DEFAULTS } from "../config";
import { viewOf } from "../connection-view";
import { isClientType } from "../dialog-client";
import { dialogCredential } from "../dialog-credentials";
import { identityOf } from "../identity";
import type { EditorRoutes } from "./answer-route";
import { connectionInPath, noSuchConnection } from "./connection-in-path";

/** The table of connections and what is done to its rows. */
export function addConnectionRoutes(RED: NodeAPI, routes: EditorRoutes): void {
  routes.get("/zoho/connections", (service, request) => list(RED, service, request));
  routes.delete("/zoho/connections/:id", (service, request) => remove(service, connectionInPath(request)));
}

/** The connections of the client that the dialog shows: by the client ID typed there, else by the deployed one. */
async function list(RED: NodeAPI, service: ZohoService, request: Request): Promise<ConnectionList> {
  const { node, clientId: typed, clientType } = request.query;
  const realm = request.query["realm"] === "emulator" ? "emulator" : "zoho";
  const clientId = listedClientId(RED, node, typed);
  if (realm === "zoho" && clientId === "") return { connections: [], open: [] };
  const config = {
    name: "",
    dataCenter: "us",
    realm,
    clientType: isClientType(clientType) ? clientType : CLIENT_DEFAULTS.clientType,
  } as const;
  // Found by the client ID alone; the secret only makes the client complete.
  const identity = identityOf({ config, credentials: { clientId, clientSecret: "-" } });
  const listed = await service.zoho.connections.ofClient(identity.realm, identity.clientId);
  const open = await service.zoho.consents.ofClient(identity.realm, identity.clientId);
  return {
    connections: await Promise.all(listed.map((one) => viewOf(service, one))),
    open: open.map(openViewOf),
  };
}

function openViewOf({ connectionName, expiresAt, ...open }: OpenConsent): OpenConsentView {
  return { ...open, connection: connectionName, expiresAt: new Date(expiresAt).toISOString() };
}

function listedClientId(RED: NodeAPI, nodeId: unknown, typed: unknown): string {
  const changed = typeof typed === "string" && typed !== "" ? typed : undefined;
  return dialogCredential(RED, typeof nodeId === "string" ? nodeId : "", "clientId", changed);
}

async function remove(service: ZohoService, id: string): Promise<ConnectionRemoved> {
  const outcome = await disconnect(service.zoho, id);
  if (outcome === undefined) throw noSuchConnection();
  service.changed(id);
  return { revoked: outcome.revoked, left: outcome.left };
}
