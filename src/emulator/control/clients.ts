import { DATA_CENTER_CODES, type DataCenterCode, isDataCenterCode } from "../../zoho/data-centers";
import { tellIssued } from "../accounts/issued-channel";
import { EMULATOR_CLIENT_ID_PREFIX } from "../client-id";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import { CLIENT_TYPE_IDS, type ClientType, clientType } from "../people/client-types";
import type { RegisteredClient } from "../people/clients";
import { isRegistrableRedirectUri } from "../people/redirect-uri";
import type { World } from "../world";
import { ControlError, jsonObject, optionalText } from "./json-body";

const MAX_CLIENTS = 1_000;
const MAX_REDIRECT_URIS = 100;

type Body = Readonly<Record<string, unknown>>;

/**
 * `POST clients`: changes a client, or without `clientId` makes one of the `type`, by default server-based.
 * `redirectUri` is added; `dataCenters` says where it is enabled; `secrets: "perDataCenter"` gives it another secret in
 * each, as Zoho does by default; `blocked` is what Zoho does to apps that it distrusts.
 */
export function registerClient(world: World, request: EmulatedRequest): Reply {
  const body = jsonObject(request, ["clientId", "type", "redirectUri", "dataCenters", "secrets", "blocked"]);
  const clientId = optionalText(body, "clientId");
  const type = typeOf(body);
  const before = clientId === undefined ? newClient(world, type ?? "server") : world.clients.get(clientId);
  if (before === undefined) throw new ControlError(`no client has the ID "${(clientId ?? "").slice(0, 60)}"`);
  if (type !== undefined && type !== before.type) throw new ControlError("a client keeps its type");
  const { blocked = before.blocked } = body;
  if (typeof blocked !== "boolean") throw new ControlError('"blocked" is true or false');
  const client: RegisteredClient = {
    ...before,
    redirectUris: redirectUrisOf(before, optionalText(body, "redirectUri")),
    ...secretsOf(world, before, body),
    blocked,
  };
  world.clients.set(client.clientId, client);
  world.touch();
  return json(200, client);
}

function typeOf(body: Body): ClientType | undefined {
  const text = optionalText(body, "type");
  const type = CLIENT_TYPE_IDS.find((id) => id === text);
  if (text !== undefined && type === undefined) {
    throw new ControlError(`"type" is one of ${CLIENT_TYPE_IDS.join(", ")}`);
  }
  return type;
}

function newClient(world: World, type: ClientType): RegisteredClient {
  if (world.clients.size >= MAX_CLIENTS) throw new ControlError(`there are at most ${MAX_CLIENTS} clients`);
  const clientId = EMULATOR_CLIENT_ID_PREFIX + world.random.hex("client").slice(0, 22).toUpperCase();
  return { clientId, type, redirectUris: [], dataCenters: [], secrets: {}, blocked: false };
}

function redirectUrisOf(before: RegisteredClient, redirectUri: string | undefined): readonly string[] {
  if (redirectUri === undefined) return before.redirectUris;
  const { redirectUris: kind } = clientType(before.type);
  if (kind === "none") throw new ControlError(`a client of the type "${before.type}" has no redirect URI`);
  if (!isRegistrableRedirectUri(redirectUri, kind)) {
    const orOwn = kind === "app" ? ", or has a scheme of the app's own" : "";
    throw new ControlError(`"redirectUri" is https, or http on a loopback or private address${orOwn}`);
  }
  const uris = [...new Set([...before.redirectUris, redirectUri])];
  if (uris.length > MAX_REDIRECT_URIS)
    throw new ControlError(`a client has at most ${MAX_REDIRECT_URIS} redirect URIs`);
  return uris;
}

function secretsOf(
  world: World,
  before: RegisteredClient,
  body: Body,
): Pick<RegisteredClient, "dataCenters" | "secrets"> {
  const { secrets } = body;
  if (secrets !== undefined && secrets !== "same" && secrets !== "perDataCenter") {
    throw new ControlError('"secrets" is "same" or "perDataCenter"');
  }
  const isNew = before.dataCenters.length === 0;
  if (!isNew && body["dataCenters"] === undefined && secrets === undefined) {
    return { dataCenters: before.dataCenters, secrets: before.secrets };
  }
  const wanted = body["dataCenters"] ?? (isNew ? undefined : before.dataCenters);
  const dataCenters = dataCentersOf(before.type, wanted);
  if (clientType(before.type).secret === "none") return { dataCenters, secrets: {} };
  const shared = Object.values(before.secrets)[0] ?? newSecret(world);
  const made = dataCenters.map((code) => [code, secrets === "perDataCenter" ? newSecret(world) : shared]);
  return { dataCenters, secrets: Object.fromEntries(made) as RegisteredClient["secrets"] };
}

function dataCentersOf(type: ClientType, value: unknown): readonly DataCenterCode[] {
  const { dataCenters: allowed } = clientType(type);
  if (value === undefined) return allowed === "one" ? ["us"] : DATA_CENTER_CODES;
  if (!Array.isArray(value) || value.length === 0) throw new ControlError('"dataCenters" is a list of codes');
  const codes = value.map((code: unknown) => {
    if (isDataCenterCode(code)) return code;
    throw new ControlError(`"dataCenters" are of ${DATA_CENTER_CODES.join(", ")}`);
  });
  if (allowed === "one" && codes.length > 1)
    throw new ControlError(`a client of the type "${type}" lives in one data center`);
  return codes;
}

function newSecret(world: World): string {
  return tellIssued("secret", world.random.hex("secret").slice(0, 42));
}
