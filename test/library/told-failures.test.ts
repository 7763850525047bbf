import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ApiCall } from "../../src/index";
import { control, emulator } from "../emulator/support/running";
import { errorOf } from "../unit/support/expect-zoho-error";
import {
  connect,
  CRM_SCOPES,
  libraryWorld,
  type LibraryWorld,
  setZoho,
  type Signing,
} from "./support/library-world";

/*
 * "Try every failure" shows what Zoho answers, and says beside it what a flow gets. The emulator's tests run its blocks;
 * here its sentences about calls are played. What becomes of refused records is the nodes' to say.
 */

/** How a part of the page is played: who connects, what is changed, and the call that fails in the end. */
interface Play extends Pick<Signing, "person"> {
  readonly scopes?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Kinds of faults that Zoho's API has from then on. */
  readonly fault?: object;
  readonly call?: Partial<ApiCall>;
}

const LEADS: Partial<ApiCall> = { path: "Leads", query: new URLSearchParams({ fields: "Last_Name" }) };

const CREATE: Partial<ApiCall> = { method: "POST", path: "Leads", body: '{"data": [{"Last_Name": "Hale"}]}' };

/** By the headings of the page. */
const PLAYS: Readonly<Record<string, Play>> = {
  "An org that the grant does not reach": {
    scopes: ["Desk.tickets.READ"],
    call: { product: "desk", path: "tickets", org: "1" },
  },
  "A missing scope": { scopes: ["ZohoCRM.org.READ"], call: LEADS },
  "A profile that may not": { person: "Jo Lind", call: { method: "DELETE", path: "Leads/{newest}" } },
  "No credits left": { settings: { crmCreditsPerDay: 1 } },
  "A page token that no longer fits": {
    call: { path: "Leads", query: new URLSearchParams({ fields: "Last_Name", page_token: "of.another" }) },
  },
  "An outage": { fault: { fault: "status", status: 503, body: "busy" } },
  "A broken connection": { fault: { fault: "reset" } },
  "A broken connection, for a write": { fault: { fault: "resetAfter" }, call: CREATE },
  "No answer, or a late one": { fault: { fault: "hang" }, call: { timeoutMs: 50 } },
};

const PAGE = readFileSync("docs/try-every-failure.md", "utf8");

/** What the page says below a heading that a flow gets: pairs of class and code, in its order. */
function toldBelow(heading: string): readonly string[] {
  const [title = ""] = heading.split(", for a write");
  const [, part = ""] = PAGE.split(`\n### ${title}\n`);
  const [own = ""] = part.split("\n### ");
  return [...own.matchAll(/`(\w+)`,\s+code\s+`(\w+)`/g)].map(
    ([, errorClass, code]) => `${errorClass ?? ""} ${code ?? ""}`,
  );
}

async function newestLead(world: LibraryWorld, call: ApiCall): Promise<string> {
  const { body } = await world.zoho.caller.call({ ...call, ...LEADS, method: "GET" });
  return (body as { readonly data: readonly { readonly id: string }[] }).data[0]?.id ?? "";
}

test.each(Object.entries(PLAYS))("%s is told as the page says", async (heading, play) => {
  const world = libraryWorld(await emulator());
  const { scopes = CRM_SCOPES, person } = play;
  const connection = await connect(world, "us", person === undefined ? {} : { person }, { scopes });
  const base: ApiCall = { connection, product: "crm", method: "GET", path: "org" };
  await setZoho(world, play.settings ?? {});
  const call = { ...base, ...play.call };
  const path = call.path.includes("{newest}") ? `Leads/${await newestLead(world, base)}` : call.path;
  if (play.fault !== undefined)
    await control(world.emulator, "POST", "faults", { match: { path: "/crm" }, times: null, ...play.fault });
  const error = await errorOf(world.zoho.caller.call({ ...call, path }));
  expect(toldBelow(heading)).toContain(`${error.class} ${error.code}`);
});
