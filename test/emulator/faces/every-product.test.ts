import { expect, test } from "vitest";
import { DATA_CENTERS } from "../../../src/zoho/data-centers";
import { PRODUCT_IDS, PRODUCTS } from "../../../src/zoho/products";
import { ask, control, emulator } from "../support/running";

const DATA_CENTERS_OF_PEOPLE = [DATA_CENTERS.us, DATA_CENTERS.ca];

test("every product that zoho request knows answers at its host and base path, in words of its own", async () => {
  const zoho = await emulator();
  for (const dc of DATA_CENTERS_OF_PEOPLE) {
    for (const id of PRODUCT_IDS) {
      const { host, basePath } = PRODUCTS[id];
      const answer = await ask(`${zoho.url}/${host(dc, "Production")}${basePath}/no/such/path`);
      expect(answer.text, id).not.toContain("API endpoint not found");
      expect(answer.text, id).not.toContain("unknown_host");
      const { requests } = (await control(zoho, "GET", "requests")).body as { requests: { code?: string }[] };
      expect(requests.at(-1)?.code, id).toBeDefined();
    }
  }
});

test("every product's scopes are known at consent, and what is no service's is not", async () => {
  const zoho = await emulator();
  async function pageFor(scope: string): Promise<string> {
    const url = new URL(`${zoho.url}/accounts.zoho.com/oauth/v2/auth`);
    url.search = new URLSearchParams({
      response_type: "code",
      client_id: zoho.ready.clients.server.clientId,
      redirect_uri: "http://127.0.0.1:1880/zoho/callback",
      scope,
    }).toString();
    return (await ask(url.href)).text;
  }
  const all = PRODUCT_IDS.map((id) => `${PRODUCTS[id].scopePrefix}.modules.Leads.READ`);
  expect(await pageFor(all.join(","))).not.toContain("Invalid OAuth Scope");
  expect(await pageFor([...all, "ZohoNothing.modules.READ"].join(","))).toContain("Invalid OAuth Scope");
});
