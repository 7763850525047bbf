import { DATA_CENTERS } from "../../zoho/data-centers";
import { ORG_PRODUCTS } from "../people/org-products";
import { orgLabel } from "../people/person";
import { READY_MADE_SELF_CLIENT, READY_MADE_SERVER_CLIENT } from "../ready-made-clients";
import type { World } from "../world";
import { escapeHtml, layout } from "./layout";

const SHOWN_REQUESTS = 20;

/** `/`: who can sign in, with which clients, and what was asked last. */
export function peoplePage(world: World): string {
  const people = world.people.map((person) => {
    const orgs = person.orgs.map((org) => {
      const product = org.product === "crm" ? "" : `${ORG_PRODUCTS[org.product].name}: `;
      return `${escapeHtml(product + orgLabel(org))} <code>${org.id}</code>`;
    });
    const dataCenter = DATA_CENTERS[person.dataCenter].name;
    return (
      `<tr><td>${escapeHtml(person.name)}<br><small>${escapeHtml(person.email)}</small></td><td>${escapeHtml(dataCenter)}</td>` +
      `<td>${orgs.join("<br>") || "no CRM account"}</td></tr>`
    );
  });
  const consoles = [...new Set(world.people.map((person) => person.dataCenter))].map((code) => {
    const host = DATA_CENTERS[code].consoleHost;
    return `<li><a href="/${host}/">Self Client, ${escapeHtml(DATA_CENTERS[code].name)}</a></li>`;
  });
  return layout(
    "Zoho emulator",
    `<h2>People</h2><table><thead><tr><th scope="col">Person</th><th scope="col">Data center</th><th scope="col">Organizations</th></tr></thead>` +
      `<tbody>${people.join("")}</tbody></table>` +
      `<h2>Clients</h2><p>Server-based: <code>${READY_MADE_SERVER_CLIENT.clientId}</code>, secret <code>${READY_MADE_SERVER_CLIENT.clientSecret}</code></p>` +
      `<p>Self Client: <code>${READY_MADE_SELF_CLIENT.clientId}</code>, secret <code>${READY_MADE_SELF_CLIENT.clientSecret}</code></p>` +
      `<ul>${consoles.join("")}<li><a href="/_emulator/state">State</a></li><li><a href="/_emulator/requests">Requests</a></li></ul>` +
      `<h2>Last requests</h2>${requestTable(world)}`,
  );
}

function requestTable(world: World): string {
  const rows = world.log
    .list()
    .slice(-SHOWN_REQUESTS)
    .map(
      ({ time, method, host, path, status }) =>
        `<tr><td>${time.slice(11, 19)}</td><td>${escapeHtml(method)} ${escapeHtml(host + path)}</td><td>${status}</td></tr>`,
    );
  if (rows.length === 0) return "<p>None yet.</p>";
  return (
    `<table><thead><tr><th scope="col">Time (UTC)</th><th scope="col">Request</th><th scope="col">Status</th></tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table>`
  );
}
