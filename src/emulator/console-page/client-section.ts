import { DATA_CENTER_CODES, DATA_CENTERS } from "../../zoho/data-centers";
import { CLIENT_TYPES, clientType } from "../people/client-types";
import { readyMadeClients, type RegisteredClient } from "../people/clients";

import type { World } from "../world";
import { buttonForm, field, select } from "./button-form";
import { markup, type Markup } from "./markup";
import { table } from "./table";

const READY_MADE: ReadonlyMap<string, string> = new Map(
  readyMadeClients().map(({ clientId, secrets }) => [clientId, Object.values(secrets)[0] ?? "none"]),
);

/** Which clients there are, where they are enabled, and a form for one more redirect URI. */
export function clientSection(world: World): Markup {
  const clients = [...world.clients.values()];
  const withRedirects = clients.filter(({ type }) => clientType(type).redirectUris !== "none");
  const register = buttonForm({
    section: "clients",
    content: markup`<div class="fields">${field(
      "Client",
      select(
        "clientId",
        withRedirects.map(({ clientId }) => [clientId, clientId] as const),
      ),
    )}${field("Redirect URI", markup`<input type="url" name="redirectUri" placeholder="http://127.0.0.1:1880/zoho/callback" required>`)}</div>`,
    buttons: [{ press: "registerRedirectUri", label: "Register redirect URI" }],
  });
  const consoles = DATA_CENTER_CODES.map(
    (code) => markup`<li><a href="/${DATA_CENTERS[code].consoleHost}/">${DATA_CENTERS[code].name}</a></li>`,
  );
  return markup`${table({
    caption: "Registered",
    columns: ["Client ID", "Type", "Secret", "Enabled in", "Redirect URIs"],
    rows: clients.map((client) => [
      markup`<code>${client.clientId}</code>`,
      typeOf(client),
      secretOf(client),
      enabledIn(client),
      markup`<ul>${client.redirectUris.map((uri) => markup`<li><code>${uri}</code></li>`)}</ul>`,
    ]),
    empty: "",
  })}${register}<h3>Generate a code as the API console does</h3><ul class="links">${consoles}</ul>`;
}

/** Those of ready-made clients are public; others were told to whoever registered the client. */
function secretOf({ clientId }: RegisteredClient): Markup {
  const secret = READY_MADE.get(clientId);
  return secret === undefined ? markup`told when it was registered` : markup`<code>${secret}</code>`;
}

function typeOf({ type, blocked }: RegisteredClient): string {
  return blocked ? `${CLIENT_TYPES[type].name}, blocked` : CLIENT_TYPES[type].name;
}

function enabledIn({ dataCenters, secrets }: RegisteredClient): string {
  const where = dataCenters.length === DATA_CENTER_CODES.length ? "all data centers" : dataCenters.join(", ");
  const differ = new Set(Object.values(secrets)).size > 1;
  return differ ? `${where}, with a secret for each` : where;
}
