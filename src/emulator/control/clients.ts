import { DATA_CENTER_CODES, type DataCenterCode, isDataCenterCode } from "../../zoho/data-centers";
import { EMULATOR_CLIENT_ID_PREFIX } from "../client-id";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { RegisteredClient } from "../people/clients";
import { isRegistrableRedirectUri } from "../people/redirect-uri";
import type { World } from "../world";
import { ControlError, jsonObject, optionalText } from "./json-body";

const MAX_CLIENTS = 1_000;
const MAX_REDIRECT_URIS = 100;

/**
 * `POST clients`: one more redirect URI for a client; without `clientId` a new server-based client. `dataCenters` says
 * where it is enabled; `secrets: "perDataCenter"` gives a new client another secret in each, as Zoho does by default.
 */
export function registerClient(world: World, request: EmulatedRequest): Reply {
  const body = jsonObject(request, ["clientId", "redirectUri", "dataCenters", "secrets"]);
  const clientId = optionalText(body, "clientId");
  const redirectUri = optionalText(body, "redirectUri");
  if (redirectUri !== undefined && !isRegistrableRedirectUri(redirectUri)) {
    throw new ControlError('"redirectUri" is https, or http on a loopback or private address');
  }
  const before = clientId === undefined ? newClient(world) : world.clients.get(clientId);
  if (before === undefined) throw new ControlError(`no client has the ID "${(clientId ?? "").slice(0, 60)}"`);
  const uris =
    redirectUri === undefined ? before.redirectUris : [...new Set([...before.redirectUris, redirectUri])];
  if (uris.length > MAX_REDIRECT_URIS)
    throw new ControlError(`a client has at most ${MAX_REDIRECT_URIS} redirect URIs`);
  if (before.type === "self" && uris.length > 0) throw new ControlError("a Self Client has no redirect URI");
  const client: RegisteredClient = { ...before, redirectUris: uris, secrets: secretsOf(world, before, body) };
  world.clients.set(client.clientId, client);
  world.touch();
  return json(200, client);
}

function newClient(world: World): RegisteredClient {
  if (world.clients.size >= MAX_CLIENTS) throw new ControlError(`there are at most ${MAX_CLIENTS} clients`);
  const clientId = EMULATOR_CLIENT_ID_PREFIX + world.random.hex("client").slice(0, 22).toUpperCase();
  return { clientId, type: "server", redirectUris: [], secrets: {} };
}

function secretsOf(
  world: World,
  before: RegisteredClient,
  body: Readonly<Record<string, unknown>>,
): RegisteredClient["secrets"] {
  const known = Object.values(before.secrets)[0];
  const perDataCenter = body["secrets"] === "perDataCenter";
  if (body["secrets"] !== undefined && !perDataCenter && body["secrets"] !== "same") {
    throw new ControlError('"secrets" is "same" or "perDataCenter"');
  }
  if (body["dataCenters"] === undefined && body["secrets"] === undefined && known !== undefined)
    return before.secrets;
  const codes = dataCentersOf(body["dataCenters"]);
  const shared = known ?? newSecret(world);
  return Object.fromEntries(codes.map((code) => [code, perDataCenter ? newSecret(world) : shared]));
}

function dataCentersOf(value: unknown): readonly DataCenterCode[] {
  if (value === undefined) return DATA_CENTER_CODES;
  if (!Array.isArray(value) || value.length === 0) throw new ControlError('"dataCenters" is a list of codes');
  return value.map((code: unknown) => {
    if (isDataCenterCode(code)) return code;
    throw new ControlError(`"dataCenters" are of ${DATA_CENTER_CODES.join(", ")}`);
  });
}

function newSecret(world: World): string {
  return world.random.hex("secret").slice(0, 42);
}
