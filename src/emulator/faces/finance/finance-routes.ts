import { basis } from "../../basis/basis";
import type { Reply } from "../../http/reply";
import type { FaceRoute, OrgCall } from "../face";
import type { FinanceApp } from "./finance-apps";
import type { FinanceResource } from "./finance-resource";
import { inOrganization } from "./in-organization";
import { listOrganizations } from "./organizations";
import { listOf, oneOf } from "./read-resource";
import { createOf, deleteOf, updateOf } from "./write-resource";

const DOCUMENTED = basis("apis P2.3", "documented");

/** Every resource of a finance app that is emulated. */
export function financeRoutes(app: FinanceApp): readonly FaceRoute[] {
  return [
    {
      method: "GET",
      path: "organizations",
      what: "the person's organizations; needs no organization to be named",
      basis: DOCUMENTED,
      scope: `${app.scopePrefix}.${app.orgArea ?? "settings"}.READ`,
      answer: listOrganizations(app.product),
    },
    ...app.resources.flatMap((resource) => resourceRoutes(app, resource)),
  ];
}

function resourceRoutes(app: FinanceApp, resource: FinanceResource): readonly FaceRoute[] {
  const { list, one, id, fields } = resource;
  const mandatory = fields.filter((field) => field.isMandatory === true).map(({ name }) => name);
  const route = (
    method: FaceRoute["method"],
    operation: string,
    what: string,
    answer: (call: OrgCall) => Reply,
  ): FaceRoute => ({
    method,
    path: operation === "LIST" || operation === "CREATE" ? list : `${list}/{${id}}`,
    what,
    basis: DOCUMENTED,
    scope: `${app.scopePrefix}.${resource.scopeArea ?? list}.${operation === "LIST" ? "READ" : operation}`,
    answer: inOrganization(app, answer),
  });
  return [
    route("GET", "LIST", `${list} by page and per_page, sort_column and sort_order`, listOf(resource)),
    route("POST", "CREATE", `add one: ${mandatory.join(" and ")} are mandatory`, createOf(resource)),
    route("GET", "READ", `one ${one}`, oneOf(resource)),
    route("PUT", "UPDATE", `change a ${one}`, updateOf(resource)),
    route("DELETE", "DELETE", `delete a ${one}`, deleteOf(resource)),
  ];
}
