import { connectionId } from "../../src/connect/connection-id";
import { asZohoError } from "../../src/errors/as-zoho-error";
import { adoptDeclared } from "../../src/connect/declared";
import { connectWithCode } from "../../src/connect/grant-code";
import type { Pins } from "../../src/vault/vault";
import { reportedErrors } from "../shared/overview/error-book";
import type { NodeAPI } from "../shared/red";
import type { ZohoService } from "../shared/zoho-service";
import { type ClientNode, dataCenterOf } from "./client-node";
import { type ClientIdentity, identityOf } from "./identity";
import type { ClientConfig, DeclaredConnection } from "./config";
import { declaredRefreshToken } from "./declared-refresh-token";
import { checkEmulatorToken } from "./emulator-token";
import { emulatorGrantCode } from "./emulator-grant-code";

/** What a person declared about a connection, as pins. */
export function declaredPins(config: Pick<ClientConfig, "connections">, name: string): Pins | undefined {
  const declared = config.connections.find((one) => one.name === name);
  return declared === undefined ? undefined : pinsOf(declared);
}

function pinsOf({ environment, orgId }: Pick<DeclaredConnection, "environment" | "orgId">): Pins {
  const level = environment === "" && orgId === "" ? "unknown" : "declared";
  return { level, ...(environment !== "" && { environment }), ...(orgId !== "" && { orgId }) };
}

/**
 * Brings the declared connections of a client into the vault when it starts: with the refresh token that the
 * environment holds, or, in the emulator's realm, with a consent that the emulator gives by itself.
 *
 * One that fails is logged and does not keep the others from coming.
 */
export async function bringDeclared(RED: NodeAPI, service: ZohoService, client: ClientNode): Promise<void> {
  for (const [index, declared] of client.config.connections.entries()) {
    try {
      const identity = identityOf(client, dataCenterOf(client.config, declared.name));
      const refreshToken = declaredRefreshToken(RED, client, index);
      // Several client nodes may declare the same connection: it is brought once.
      await service.oneAtATime(`${identity.realm} ${declared.name}`, () =>
        bringOne(service, client, identity, { ...declared, refreshToken }),
      );
    } catch (error) {
      const failure = asZohoError(error);
      reportedErrors.note(client, failure);
      client.warn(`The declared connection '${declared.name}' could not be set up: ${failure.message}`);
    }
  }
}

async function bringOne(
  service: ZohoService,
  client: ClientNode,
  identity: ClientIdentity,
  declared: Omit<DeclaredConnection, "refreshToken"> & { readonly refreshToken: string | undefined },
): Promise<void> {
  const { realm, clientId, clientSecret } = identity;
  const about = {
    realm,
    name: declared.name,
    clientId,
    clientSecret,
    dataCenter: dataCenterOf(client.config, declared.name),
    scopes: client.config.scopes,
  };
  const { refreshToken } = declared;
  if (refreshToken !== undefined) {
    if (realm === "emulator") checkEmulatorToken(refreshToken);
    const outcome = await adoptDeclared(service.zoho, { ...about, pins: pinsOf(declared), refreshToken });
    if (outcome === "known") return;
    if (outcome === "forgotten") {
      client.log(`The declared connection '${declared.name}' was disconnected with this token, and stays so`);
      return;
    }
    service.changed(connectionId(realm, declared.name));
    const news = outcome === "adopted" ? "was set up" : "follows what is declared now";
    client.log(`The declared connection '${declared.name}' ${news}`);
    return;
  }
  if (realm !== "emulator") return;
  const existing = await service.zoho.connections.find(realm, declared.name);
  if (existing?.connected === true) return;
  const code = await emulatorGrantCode(service, {
    clientId,
    declared,
    scopes: client.config.scopes,
  });
  const connection = await connectWithCode(service.zoho, { ...about, declared: pinsOf(declared) }, { code });
  service.changed(connection.id);
  client.log(`The emulator has consented to the declared connection '${declared.name}'`);
}
