/**
 * Starts an emulator with many Leads in this process, reads all of them page by page, and prints what that took:
 * `{"startMs","records","heapGrowthBytes"}`. Run with --expose-gc, so that garbage is not taken for growth.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { startEmulator } = require("../../dist/src/emulator/index.js");

const began = performance.now();
const emulator = await startEmulator({ records: { Leads: Number(process.argv[2]) } });
const api = `${emulator.url}/www.zohoapis.com/crm/v8/Leads?fields=Last_Name,Email,City`;
const headers = { authorization: `Zoho-oauthtoken ${await accessToken()}` };
let page = await read(`${api}&per_page=200`);
const startMs = performance.now() - began;
const before = heapUsed();
let records = page.data.length;
while (page.info.more_records) {
  page = await read(`${api}&per_page=200&page_token=${page.info.next_page_token}`);
  records += page.data.length;
}
console.log(JSON.stringify({ startMs, records, heapGrowthBytes: heapUsed() - before }));
await emulator.close();

async function read(url) {
  return (await fetch(url, { headers })).json();
}

async function accessToken() {
  const { clientId, clientSecret } = emulator.ready.clients.self;
  const order = { method: "POST", body: JSON.stringify({ scope: "ZohoCRM.modules.ALL" }) };
  const { code } = await (await fetch(`${emulator.url}/_emulator/self-client-code`, order)).json();
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "authorization_code",
    code,
  });
  const answer = await fetch(`${emulator.url}/accounts.zoho.com/oauth/v2/token`, { method: "POST", body });
  return (await answer.json()).access_token;
}

function heapUsed() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
