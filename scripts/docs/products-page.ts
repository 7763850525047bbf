import { DATA_CENTERS } from "../../src/zoho/data-centers";
import {
  type OrgSelector,
  PRODUCT_IDS,
  PRODUCTS,
  type Product,
  type ProductId,
} from "../../src/zoho/products";
import { ACCESS_LEVELS } from "../../src/zoho/scope-sets/scope-set";
import { SCOPE_SETS } from "../../src/zoho/scope-sets/sets";
import { type GeneratedPage, markdownTable, NOTICE } from "./page";

/** What each product of `zoho-request` is and how its calls are made. */
export const PRODUCTS_PAGE: GeneratedPage = {
  path: "docs/products.md",
  render: () => `# Products

${NOTICE}

What **zoho request** knows of each product. Give only the path below the base, such as \`Leads\` or \`invoices\`; a path
that begins with the product's own first segment counts from the host, so that other versions and special places can be
reached (\`crm/bulk/v8/read\`, \`books/v4/invoices\`).

${markdownTable(
  [
    "",
    "\`product\`",
    "base in the United States",
    "the org of a call",
    "scopes begin with",
    "records in one write",
  ],
  PRODUCT_IDS.map((id) => row(PRODUCTS[id])),
)}

The host is that of the connection's [data center](data-centers.md); CRM's is also that of its environment.

**The org of a call** is the one in the dialog or in \`msg.zoho.org\`, else the one chosen for the connection, else the only
one that it reaches. Where it reaches several and nothing says which, that is an error, never the first of them.

**An account is needed** in ${accountApps()}: asking for a scope of such an app ends in \`no_org\` for a person who has no
account there.

## Scopes

What the chooser in the dialog of **zoho client** offers: *read*, then what *write* and *delete* add to it. In brackets: scopes
that are left out unless they are wanted. Any other scope can be entered by its name.

${markdownTable(["", "read", "write", "delete", "taken from"], PRODUCT_IDS.map(scopeRow))}

Not here: ZeptoMail, whose calls carry a key of their own instead of a token; QEngine, where each portal has a host of its
own. The readings of devices go to IoT by MQTT, not by this API: [IoT](iot.md).
`,
};

function scopeRow(id: ProductId): readonly string[] {
  const { offers, source } = SCOPE_SETS[id];
  const levels = ACCESS_LEVELS.map((level) =>
    offers
      .flatMap((offer) => offer[level].map((scope) => (offer.isPreset ? `\`${scope}\`` : `(\`${scope}\`)`)))
      .join(" "),
  );
  return [PRODUCTS[id].name, ...levels, source];
}

function row(product: Product): readonly (string | number)[] {
  const { id, name, docs, host, basePath, orgSelector, scopePrefix, batch } = product;
  return [
    `[${name}](${docs})`,
    `\`${id}\``,
    `\`${host(DATA_CENTERS.us, "Production")}${basePath}\``,
    selectorWords(orgSelector),
    `\`${scopePrefix}.\``,
    batch.write,
  ];
}

function selectorWords(selector: OrgSelector): string {
  switch (selector.in) {
    case "token":
      return "the token's";
    case "path":
      return `\`${selector.name}/{org}/\` in the path`;
    case "query":
    case "header":
      return `${selector.in} \`${selector.name}\``;
  }
}

function accountApps(): string {
  const names = PRODUCT_IDS.map((id) => PRODUCTS[id]).flatMap((one) =>
    one.accountRequired ? [one.name] : [],
  );
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
