import { callsAtOnce, editionIn } from "../../zoho/crm-editions";
import { ORG_PROBES } from "../../zoho/org-probes";
import type { ApiAnswer, ApiCall } from "../api-call";
import { resourcePath } from "../resource-path";
import type { EditionLimit } from "./lane-rules";

/** The edition of an org in CRM, as Zoho tells it. */
export interface OrgEdition {
  readonly orgId: string;
  /** As the API names it. */
  readonly edition: string;
}

/**
 * What the edition of the org that a call is for allows, as the connection knows it from its proof or a later reading.
 *
 * @param org ID of the org that the call is for
 */
export function editionLimit(
  { connection: { pins }, product }: Pick<ApiCall, "connection" | "product">,
  org: string | undefined,
): EditionLimit | undefined {
  const { edition, orgId } = pins;
  if (product !== "crm" || edition === undefined || (org ?? orgId) !== orgId) return undefined;
  const limit = callsAtOnce(edition.name);
  return limit === undefined ? undefined : { callsAtOnce: limit, toldAt: edition.toldAt };
}

/** The edition in an answer of CRM to somebody who reads the org; undefined in all others. */
export function orgEditionIn(
  { product, method, path }: Pick<ApiCall, "product" | "method" | "path">,
  { body }: Pick<ApiAnswer, "body">,
): OrgEdition | undefined {
  if (product !== "crm" || method !== "GET" || resourcePath(product, path) !== "org") return undefined;
  const [org] = ORG_PROBES.crm.orgsIn(body) ?? [];
  const edition = editionIn(body);
  return org === undefined || edition === undefined ? undefined : { orgId: org.id, edition };
}
