import { isEnvironment } from "../../zoho/environments";
import type { OrgProduct } from "./org-products";
import { type Org, orgLabel, orgsOf, type Person } from "./person";

/**
 * The org that a text names: its ID, `Name`, `Name (Environment)` or an environment. A name alone means Production.
 *
 * @returns the org, the first Production org where nothing is named, or undefined where the text names none
 */
export function chooseOrg(
  person: Person,
  product: OrgProduct,
  wanted: string | null | undefined,
): Org | undefined {
  const orgs = orgsOf(person, product);
  const byDefault = orgs.find((org) => org.environment === "Production") ?? orgs[0];
  if (wanted === null || wanted === undefined || wanted === "") return byDefault;
  const text = wanted.trim();
  const exact = orgs.find((org) => org.id === text || orgLabel(org) === text);
  if (exact !== undefined) return exact;
  if (isEnvironment(text)) return orgs.find((org) => org.environment === text);
  const named = orgs.filter((org) => org.name === text);
  return named.find((org) => org.environment === "Production") ?? named[0];
}
