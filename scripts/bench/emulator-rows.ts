import { join } from "node:path";
import { PROJECT_ROOT } from "../launch/project-root";
import type { ReadyInfo } from "../../src/emulator/index";
import { atLeast, type BenchRow } from "./bench-row";
import { type BenchCall, callsPerSecond } from "./calls-per-second";
import { middle, ratios } from "./samples";
import { type ServerProcess, startServerProcess } from "./server-process";

/** Measured in turns, so that a busy moment of the machine meets both. */
const ROUNDS = 3;
const ROUND_MS = 1_200;
const WARM_UP_MS = 1_000;

/** The emulator may never be the bound of another measurement. */
const GOAL = 0.5;

const API = "/www.zohoapis.com/crm/v8";

interface Bench {
  readonly id: string;
  readonly what: string;
  readonly call: BenchCall;
}

/** Calls per second of the emulator against a bare server that parses and answers the same JSON. */
export async function emulatorRows(): Promise<readonly BenchRow[]> {
  const cli = join(PROJECT_ROOT, "dist", "src", "emulator", "cli.js");
  const emulator = await startServerProcess([cli, "--port", "0", "--json", "--records", "Leads=100000"]);
  try {
    const ready = JSON.parse(emulator.line) as ReadyInfo;
    await control(ready, "settings", "PATCH", {
      crmCreditsPerDay: 1_000_000_000,
      accessPer10min: 10_000_000,
    });
    const benches = await prepare(ready);
    const rows: BenchRow[] = [];
    for (const bench of benches) rows.push(await measure(ready.url, bench));
    return rows;
  } finally {
    await emulator.end();
  }
}

async function prepare(ready: ReadyInfo): Promise<readonly Bench[]> {
  const { clientId, clientSecret } = ready.clients.self;
  const credentials = { client_id: clientId, client_secret: clientSecret };
  const { code } = await control(ready, "self-client-code", "POST", { scope: "ZohoCRM.modules.ALL" });
  const token = await fetch(`${ready.url}/accounts.zoho.com/oauth/v2/token`, {
    method: "POST",
    body: new URLSearchParams({ ...credentials, grant_type: "authorization_code", code: String(code) }),
  });
  const tokens = (await token.json()) as Readonly<Record<string, string>>;
  const headers = { authorization: `Zoho-oauthtoken ${tokens["access_token"] ?? ""}` };
  const list = await fetch(`${ready.url}${API}/Leads?fields=id&per_page=1`, { headers });
  const { data } = (await list.json()) as { data: readonly { id: string }[] };
  const id = data[0]?.id ?? "";
  const get = (path: string): BenchCall => ({ method: "GET", path: `${API}/${path}`, headers });
  const record = { id, City: "Bergen", Annual_Revenue: 7 };
  const form = new URLSearchParams({
    ...credentials,
    grant_type: "refresh_token",
    refresh_token: tokens["refresh_token"] ?? "",
  });
  return [
    { id: "E1", what: "one Lead", call: get(`Leads/${id}`) },
    { id: "E2", what: "a page of 200 of 100,000 Leads, 10 fields", call: get(`Leads?fields=${FIELDS}`) },
    {
      id: "E3",
      what: "an update of one Lead",
      call: {
        method: "POST",
        path: `${API}/Leads/upsert`,
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ data: [record] }),
      },
    },
    {
      id: "E4",
      what: "a refresh of an access token",
      call: {
        method: "POST",
        path: "/accounts.zoho.com/oauth/v2/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: form.toString(),
      },
    },
  ];
}

const FIELDS =
  "Last_Name,First_Name,Email,Company,City,Phone,Lead_Source,Lead_Status,Annual_Revenue,Modified_Time";

async function measure(emulatorUrl: string, { id, what, call }: Bench): Promise<BenchRow> {
  const answer = await fetch(`${emulatorUrl}${call.path}`, {
    method: call.method,
    headers: call.headers,
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  const bare = await startBareServer(answer.status, await answer.json());
  try {
    const bareUrl = `http://127.0.0.1:${bare.line}`;
    const jsonCall: BenchCall = call.body?.startsWith("{") === false ? { ...call, body: "{}" } : call;
    await callsPerSecond(bareUrl, jsonCall, WARM_UP_MS);
    await callsPerSecond(emulatorUrl, call, WARM_UP_MS);
    const anchors: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      anchors.push(await callsPerSecond(bareUrl, jsonCall, ROUND_MS));
      ours.push(await callsPerSecond(emulatorUrl, call, ROUND_MS));
    }
    const perSecond = (rates: readonly number[]): string => `${Math.round(middle(rates).value)}/s`;
    return atLeast(GOAL, {
      id,
      title: `emulator, calls/s: ${what}`,
      setting: `each server in a process of its own, ${ROUNDS} rounds in turn`,
      figure: middle(ratios(ours, anchors)),
      unit: "ratio",
      note: perSecond(ours),
      anchors: [
        {
          kind: "least",
          name: "a bare node:http server that parses and answers the same JSON",
          value: 1,
          note: perSecond(anchors),
        },
      ],
      bound: "the server's one thread: HTTP, JSON, and Zoho's rules between them",
    });
  } finally {
    await bare.end();
  }
}

function startBareServer(status: number, value: unknown): Promise<ServerProcess> {
  const program = join(PROJECT_ROOT, "scripts", "bench", "bare-server.mjs");
  return startServerProcess([program, JSON.stringify({ status, value })]);
}

async function control(
  ready: ReadyInfo,
  path: string,
  method: string,
  body: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${ready.url}/_emulator/${path}`, { method, body: JSON.stringify(body) });
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}
