import type { Request } from "express";
import { checkConnectionName } from "../../../src/connect/connection-id";
import { renameConnection } from "../../../src/connect/rename";
import { testConnection } from "../../../src/connect/test-connection";
import { ZohoError } from "../../../src/errors/zoho-error";
import { type Connection, connectionOf } from "../../../src/vault/connection";
import { own } from "../../shared/red";
import type { ZohoService } from "../../shared/zoho-service";
import type { ConnectionRenamed, ConnectionTested } from "../admin-api";
import { viewOf } from "../connection-view";
import type { EditorRoutes } from "./answer-route";
import { connectionInPath, noSuchConnection } from "./connection-in-path";

/** What a person does to one connection of the table, apart from connecting and disconnecting it. */
export function addConnectionActionRoutes(routes: EditorRoutes): void {
  routes.post("/zoho/connections/:id/test", (service, request) => test(service, connectionInPath(request)));
  routes.post("/zoho/connections/:id/rename", (service, request) => rename(service, request));
}

/** Why it does not work is an answer like any other; only a connection that is not there is a bad question. */
async function test(service: ZohoService, id: string): Promise<ConnectionTested> {
  const { zoho } = service;
  const known = await connectionWith(service, id);
  try {
    // A grant that could not be proven when it came is proven now.
    const connection = (await zoho.unproven.prove(id)) ?? known;
    if (!connection.connected) throw new ZohoError("not_connected", { connection: connection.name });
    return { state: "works", ...(await testConnection(zoho, connection)) };
  } catch (error) {
    if (!(error instanceof ZohoError)) throw error;
    return { state: "failed", cause: error.with({ connection: known.name }).cause };
  }
}

async function rename(service: ZohoService, request: Request): Promise<ConnectionRenamed> {
  const id = connectionInPath(request);
  const name = checkConnectionName(own(request.body, "name"));
  const { realm, clientId, name: former } = await connectionWith(service, id);
  // What is declared of a name, as that only reads are let through, must not be got rid of by another name.
  const declared = [former, name].find((one) => one !== "" && service.clients.isDeclared(realm, one));
  if (declared !== undefined && former !== name)
    throw new ZohoError("name_declared", { connection: declared });
  const waiting = await service.zoho.consents.ofClient(realm, clientId);
  if (waiting.some(({ connectionName }) => connectionName === former)) {
    throw new ZohoError("rename_waits", {
      connection: former,
      details: { problem: "a consent for it waits" },
    });
  }
  const connection = await renameConnection(service.zoho, id, name);
  if (connection === undefined) throw noSuchConnection();
  service.changed(id);
  service.changed(connection.id);
  return { connection: await viewOf(service, { connection }), former };
}

async function connectionWith({ zoho }: ZohoService, id: string): Promise<Connection> {
  const record = await zoho.vault.read("grant", id);
  if (record === undefined) throw noSuchConnection();
  return connectionOf(record);
}
