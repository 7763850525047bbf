import type { Connection } from "../../vault/connection";
import { PRODUCTS } from "../../zoho/products";
import { listed, orgInCall, type OrgCall, reachedOrgs } from "../org-selector";

/** A call as far as it is known to whoever judges its answer: a probe has no connection yet. */
export type OrgQuestion = Omit<OrgCall, "connection"> & { readonly connection?: Connection };

/**
 * What is known of an org that Zoho refused: the one that was asked, with its name where that is known, those that the
 * connection reaches, and how to see more of them.
 */
export function orgFacts(question: OrgQuestion): Readonly<Record<string, unknown>> {
  const { connection, product } = question;
  const reached = connection === undefined ? [] : reachedOrgs(connection, product);
  const id = orgInCall(question) ?? question.org ?? ownerInPath(question);
  const known = reached.find((org) => org.id === id);
  return {
    app: PRODUCTS[product].name,
    ...(id !== undefined && { asked: known === undefined ? id : listed([known]), askedId: id }),
    ...(reached.length > 0 && { known: listed(reached), orgs: reached }),
  };
}

/** Creator: `data/{owner}/{application}/…`; with the owner goes the org. */
function ownerInPath({ product, path }: OrgQuestion): string | undefined {
  if (product !== "creator") return undefined;
  return /(?:^|\/)(?:data|meta|bulk)\/([^/?]+)\//.exec(path)?.[1];
}
