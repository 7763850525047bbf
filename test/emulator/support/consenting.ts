import type { RunningEmulator } from "../../../src/emulator/index";
import { DATA_CENTERS, type DataCenterCode } from "../../../src/zoho/data-centers";
import { type Answer, ask, control } from "./running";

export const CRM_SCOPES = "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.org.READ,ZohoCRM.users.READ";

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly body: Record<string, unknown>;
}

/** The authorize address of the ready-made server client. */
export function authorizeUrl(
  target: RunningEmulator,
  changes: Readonly<Record<string, string | undefined>> = {},
  dataCenter: DataCenterCode = "us",
): string {
  const { clientId, redirectUris } = target.ready.clients.server;
  const parameters: Record<string, string | undefined> = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUris[0],
    scope: CRM_SCOPES,
    access_type: "offline",
    state: "from here",
    ...changes,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return `${target.url}/${DATA_CENTERS[dataCenter].accountsHost}/oauth/v2/auth?${query.toString()}`;
}

/** What the callback says in its query. */
export function callbackOf(answer: Answer): URLSearchParams {
  return new URL(answer.headers.get("location") ?? "http://nowhere.example/").searchParams;
}

/** What the callback says in its fragment. */
export function fragmentOf(answer: Answer): URLSearchParams {
  return new URLSearchParams(
    new URL(answer.headers.get("location") ?? "http://nowhere.example/").hash.slice(1),
  );
}

/** An address of Zoho Accounts. */
export function accountsUrl(
  target: RunningEmulator,
  path: string,
  dataCenter: DataCenterCode = "us",
): string {
  return `${target.url}/${DATA_CENTERS[dataCenter].accountsHost}/${path}`;
}

/** Posts a form to Zoho Accounts. */
export function post(
  target: RunningEmulator,
  path: string,
  fields: Readonly<Record<string, string>>,
  dataCenter: DataCenterCode = "us",
): Promise<Answer> {
  return ask(accountsUrl(target, path, dataCenter), { method: "POST", body: new URLSearchParams(fields) });
}

/** A client that control makes. */
export async function registered(
  target: RunningEmulator,
  order: Readonly<Record<string, unknown>>,
): Promise<{
  readonly clientId: string;
  readonly dataCenters: readonly string[];
  readonly redirectUris: readonly string[];
  readonly secrets: Readonly<Partial<Record<DataCenterCode, string>>>;
}> {
  const { status, text, body } = await control(target, "POST", "clients", order);
  if (status !== 200) throw new Error(text);
  return body as Awaited<ReturnType<typeof registered>>;
}

/** HTTP Basic with these credentials. */
export function basicAuth(clientId: string, clientSecret: string): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` };
}

/** Who can sign in, by name. */
export function personOf(target: RunningEmulator, name: string): RunningEmulator["ready"]["people"][number] {
  const person = target.ready.people.find((one) => one.name === name);
  if (person === undefined) throw new Error(`nobody is named ${name}`);
  return person;
}

/** Who lives in a data center, the first of them. */
export function residentOf(target: RunningEmulator, dataCenter: DataCenterCode): string {
  return target.ready.people.find((one) => one.dataCenter === dataCenter)?.name ?? "";
}

/** Posts to the token endpoint, with the server client's credentials unless told otherwise. */
export function postToken(
  target: RunningEmulator,
  parameters: Readonly<Record<string, string>>,
  dataCenter: DataCenterCode = "us",
): Promise<Answer> {
  const { clientId, clientSecret } = target.ready.clients.server;
  return ask(`${target.url}/${DATA_CENTERS[dataCenter].accountsHost}/oauth/v2/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...parameters }),
  });
}

/** Exchanges the code of a callback. */
export function exchange(
  target: RunningEmulator,
  code: string,
  changes: Readonly<Record<string, string>> = {},
  dataCenter: DataCenterCode = "us",
): Promise<Answer> {
  const redirectUri = target.ready.clients.server.redirectUris[0] ?? "";
  return postToken(
    target,
    { grant_type: "authorization_code", code, redirect_uri: redirectUri, ...changes },
    dataCenter,
  );
}

/** Refreshes. */
export function refresh(
  target: RunningEmulator,
  refreshToken: string,
  dataCenter: DataCenterCode = "us",
): Promise<Answer> {
  return postToken(target, { grant_type: "refresh_token", refresh_token: refreshToken }, dataCenter);
}

/** A whole consent without a screen. */
export async function connect(
  target: RunningEmulator,
  wanted: {
    readonly person?: string;
    readonly org?: string;
    readonly dataCenter?: DataCenterCode;
    readonly ask?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<Tokens> {
  await control(target, "PATCH", "settings", {
    autoConsent: wanted.person ?? "Robin Vale",
    autoConsentOrg: wanted.org ?? null,
  });
  const callback = callbackOf(await ask(authorizeUrl(target, { prompt: "consent", ...wanted.ask })));
  const dataCenter = (callback.get("location") ?? "us") as DataCenterCode;
  const { body } = await exchange(target, callback.get("code") ?? "", {}, dataCenter);
  return {
    accessToken: textOf(body["access_token"]),
    refreshToken: textOf(body["refresh_token"]),
    body,
  };
}

/** Calls an API below the gateway host. */
export function call(
  target: RunningEmulator,
  accessToken: string,
  method: string,
  path: string,
  body?: unknown,
  host = "www.zohoapis.com",
): Promise<Answer> {
  return ask(`${target.url}/${host}/${path}`, {
    method,
    headers: { Authorization: `Zoho-oauthtoken ${accessToken}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
