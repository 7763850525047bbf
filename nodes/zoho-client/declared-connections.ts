import { adoptDeclared } from "../../src/connect/declared";
import { connectWithCode } from "../../src/connect/grant-code";
import { ZohoError } from "../../src/errors/zoho-error";
import type { Pins } from "../../src/vault/vault";
import type { ZohoService } from "../shared/zoho-service";
import { type ClientIdentity, type ClientNode, identityOf } from "./client-node";
import type { ClientConfig, DeclaredConnection } from "./config";
import { emulatorGrantCode } from "./emulator-grant-code";

/** What a person declared about a connection, as pins. */
export function declaredPins(config: Pick<ClientConfig, "connections">, name: string): Pins | undefined {
  const declared = config.connections.find((one) => one.name === name);
  return declared === undefined ? undefined : pinsOf(declared);
}

function pinsOf({ environment, orgId }: DeclaredConnection): Pins {
  const level = environment === "" && orgId === "" ? "unknown" : "declared";
  return { level, ...(environment !== "" && { environment }), ...(orgId !== "" && { orgId }) };
}

/**
 * Brings the declared connections of a client into the vault when it starts: with the refresh token that the
 * environment holds, or, in the emulator's realm, with a consent that the emulator gives by itself.
 *
 * One that fails is logged and does not keep the others from coming.
 */
export async function bringDeclared(service: ZohoService, client: ClientNode): Promise<void> {
  const identity = identityOf(client);
  for (const declared of client.config.connections) {
    try {
      await bringOne(service, client, identity, declared);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      client.warn(`The declared connection '${declared.name}' could not be set up: ${reason}`);
    }
  }
}

async function bringOne(
  service: ZohoService,
  client: ClientNode,
  identity: ClientIdentity,
  declared: DeclaredConnection,
): Promise<void> {
  const { realm, clientId, clientSecret } = identity;
  const dataCenter = declared.dataCenter === "" ? client.config.dataCenter : declared.dataCenter;
  const about = { realm, name: declared.name, clientId, clientSecret, dataCenter, scopes: client.config.scopes };
  const refreshToken = environmentValue(declared);
  if (refreshToken !== undefined) {
    const outcome = await adoptDeclared(service.zoho, { ...about, pins: pinsOf(declared), refreshToken });
    if (outcome === "adopted") client.log(`The declared connection '${declared.name}' was set up`);
    return;
  }
  if (realm !== "emulator") return;
  const existing = await service.zoho.connections.find(realm, declared.name);
  if (existing?.connected === true) return;
  const code = await emulatorGrantCode(service, { clientId, declared, scopes: client.config.scopes, dataCenter });
  const connection = await connectWithCode(service.zoho, { ...about, declared: pinsOf(declared) }, { code });
  service.changed(connection.id);
  client.log(`The emulator has consented to the declared connection '${declared.name}'`);
}

/** The refresh token that `${NAME}` stands for; a token in the flow file itself is refused. */
function environmentValue(declared: DeclaredConnection): string | undefined {
  const text = declared.refreshToken.trim();
  if (text === "") return undefined;
  const name = /^\$\{([^{}]+)\}$/.exec(text)?.[1];
  if (name === undefined) {
    throw new ZohoError("invalid_input", {
      details: { field: "Its refresh token", problem: "must be the name of an environment variable such as ${ACME_TOKEN}, because flow files are no place for secrets" },
    });
  }
  const value = process.env[name]?.trim();
  if (value === undefined || value === "") {
    throw new ZohoError("invalid_input", { details: { field: `The environment variable ${name}`, problem: "is empty or not set" } });
  }
  return value;
}
