import { DATA_CENTERS } from "../../zoho/data-centers";
import { ZOHO_APPS } from "../../zoho/apps";
import { byGroup } from "../people/by-group";
import { ORG_PRODUCTS } from "../people/org-products";
import { type Org, orgLabel, type Person } from "../people/person";
import type { World } from "../world";
import { markup, type Markup } from "./markup";
import { table } from "./table";

/** More people than these are folded. */
const SHOWN = 5;

/** Who can sign in, grouped by what they are good for; the long last group is folded. */
export function peopleSection(world: World): Markup {
  const groups = byGroup(world.people).map(({ heading, members }) => {
    const list = table({
      caption: heading,
      columns: ["Person", "Shows", "Data center", "Apps", "Organizations"],
      rows: members.map(row),
      empty: "",
    });
    if (members.length <= SHOWN) return list;
    return markup`<details><summary>${heading}: ${members.length} people</summary>${list}</details>`;
  });
  return markup`<p>Nobody has a password: start a consent in your app and choose one of them.</p>${groups}`;
}

function row(person: Person): readonly (string | Markup)[] {
  return [
    markup`${person.name}<br><small>${person.email}</small>`,
    person.shows,
    DATA_CENTERS[person.dataCenter].name,
    appsOf(person),
    orgsOf(person),
  ];
}

function appsOf({ apps }: Person): string {
  return apps.length === ZOHO_APPS.length ? "all" : apps.join(", ");
}

function orgsOf({ orgs }: Person): Markup {
  if (orgs.length === 0) return markup`none`;
  return markup`<ul>${orgs.map((org) => markup`<li>${label(org)} <code>${org.id}</code></li>`)}</ul>`;
}

function label(org: Org): string {
  return org.product === "crm" ? orgLabel(org) : `${ORG_PRODUCTS[org.product].name}: ${orgLabel(org)}`;
}
