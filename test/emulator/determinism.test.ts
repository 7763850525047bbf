import { expect, test } from "vitest";
import { authorizeUrl, call, callbackOf, CRM_SCOPES, exchange, refresh } from "./support/consenting";
import { type Answer, ask, control, emulator } from "./support/running";

const SCOPES = [
  CRM_SCOPES,
  "ZohoSearch.securesearch.READ",
  "ZohoCRM.coql.READ",
  "ZohoCRM.files.ALL",
  "Desk.tickets.ALL",
  "ZohoBooks.contacts.ALL",
  "openid",
].join(",");

/** A script over most of the emulator; what it answered, to the byte. */
async function play(seed: number): Promise<string> {
  const zoho = await emulator({ seed, settings: { autoConsent: "Robin Vale", expiredCode: "random" } });
  const said: string[] = [];
  const note = (answer: Answer): Answer => {
    const headers = [...answer.headers].map((pair) => pair.join(": "));
    said.push(
      `${answer.status}\n${headers.join("\n")}\n\n${answer.text}`.replaceAll(zoho.url, "http://emulator"),
    );
    return answer;
  };
  const code = callbackOf(note(await ask(authorizeUrl(zoho, { scope: SCOPES })))).get("code") ?? "";
  const tokens = note(await exchange(zoho, code)).body;
  const access = String(tokens["access_token"]);
  for (const path of [
    "org",
    "users",
    "settings/fields?module=Leads",
    "Leads?fields=id,Email,Owner&page=2",
    "Deals?fields=Amount",
    "Leads/search?word=holt&fields=Email",
    "Leads/actions/count",
    "settings/custom_views?module=Leads",
  ]) {
    note(await call(zoho, access, "GET", `crm/v8/${path}`));
  }
  note(await call(zoho, access, "POST", "crm/v8/Leads", { data: [{ Last_Name: "x" }, {}] }));
  note(
    await call(zoho, access, "POST", "crm/v8/coql", {
      select_query: "select City from Leads where City = 'Bergen'",
    }),
  );
  note(await call(zoho, access, "GET", "api/v1/tickets?limit=3", undefined, "desk.zoho.com"));
  note(await control(zoho, "POST", "clock", { advanceSeconds: 5_000 }));
  for (let n = 0; n < 4; n += 1) note(await call(zoho, access, "GET", "crm/v8/org"));
  note(await refresh(zoho, String(tokens["refresh_token"])));
  note(await control(zoho, "GET", "state"));
  note(await control(zoho, "GET", "requests"));
  return said.join("\n----\n");
}

test("the same seed and script give the same bytes, another seed gives others", async () => {
  const first = await play(1);
  expect(await play(1)).toBe(first);
  const other = await play(2);
  expect(other).not.toBe(first);
  const ids = new Set(first.match(/"\d{18,19}"/g));
  expect(ids.size).toBeGreaterThan(100);
  expect([...ids].filter((id) => other.includes(id))).toEqual([]);
});

test("Robin's first org is Acme's Production, and every org has a long ID of its own", async () => {
  const zoho = await emulator();
  const [robin] = zoho.ready.people;
  expect(robin?.orgs[0]).toMatchObject({ name: "Acme", environment: "Production", product: "crm" });
  // Jo Lind works in Acme's orgs: all others belong to one person.
  const owners = zoho.ready.people.filter((person) => person.name !== "Jo Lind");
  const ids = owners.flatMap((person) => person.orgs.map((org) => org.id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^\d{18,19}$/);
});
