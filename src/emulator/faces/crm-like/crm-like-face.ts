import { json, type Reply } from "../../http/reply";
import { createRouteFinder } from "../../http/route-finder";
import type { Face, FaceRoute, Refusal } from "../face";
import type { CrmLikeCode } from "./crm-like-errors";
import {
  crmLikeError,
  type CrmLikeModule,
  type CrmLikeProduct,
  crmLikeRefusal,
  type ModuleCall,
} from "./crm-like-product";
import { inPickedOrg } from "./in-picked-org";
import { getOne, listMany } from "./read-records";
import { deleteOne, insertMany, updateMany, upsertMany } from "./write-records";

const COMMON: Readonly<Record<Refusal, CrmLikeCode>> = {
  "no token": "AUTHENTICATION_FAILURE",
  "dead token": "INVALID_TOKEN",
  "no scope": "OAUTH_SCOPE_MISMATCH",
  "unknown path": "INVALID_URL_PATTERN",
  "wrong method": "INVALID_REQUEST_METHOD",
  throttled: "TOO_MANY_REQUESTS",
};

/** A face with CRM's envelopes: lists by `page` and `per_page`, writes of up to 100, 207 where some fail. */
export function crmLikeFace(of: CrmLikeProduct): Face {
  const routes: readonly FaceRoute[] = [
    {
      method: "GET",
      path: "org",
      what: "the org that the token stands for",
      basis: of.basis,
      scope: `${of.scopePrefix}.org.READ`,
      answer: inPickedOrg(of, ({ org }) =>
        json(200, {
          org: [{ id: org.id, zgid: org.id, company_name: org.name, country: org.place.country }],
        }),
      ),
    },
    ...of.modules.flatMap((module) => moduleRoutes(of, module)),
  ];
  return {
    product: of.product,
    bases: [of.base],
    selector: "the org of the token",
    paging: "`page` (from 1) and `per_page` (200, at most 200); `info.more_records` tells the end",
    routes,
    errors: of.errors,
    find: createRouteFinder(routes),
    refuse: (_world, request, refusal) => crmLikeRefusal(of, { request }, COMMON[refusal]),
    partialWrites: {
      answerKey: "data",
      status: 207,
      refused: (index) =>
        crmLikeError(of, "INVALID_DATA", { api_name: "id", json_path: `$.data[${index}].id` }),
    },
  };
}

function moduleRoutes(of: CrmLikeProduct, module: CrmLikeModule): readonly FaceRoute[] {
  const { name, scopeName = name, mandatory } = module;
  const route = (
    method: FaceRoute["method"],
    path: string,
    operation: string,
    what: string,
    answer: (call: ModuleCall) => Reply,
  ): FaceRoute => ({
    method,
    path,
    what,
    basis: of.basis,
    scope: `${of.scopePrefix}.modules.${scopeName}.${operation}`,
    answer: inPickedOrg(of, (call) => answer({ ...call, of, module })),
  });
  const reading = [
    route("GET", name, "READ", `${name} by page and per_page; fields is optional`, listMany),
    route("GET", `${name}/{id}`, "READ", "one record; 204 where there is none", getOne),
  ];
  if (of.access === "read") return reading;
  return [
    ...reading,
    route("POST", name, "CREATE", `add up to 100: ${mandatory.join(" and ")} are mandatory`, insertMany),
    route("PUT", name, "UPDATE", "change up to 100", updateMany),
    route("POST", `${name}/upsert`, "CREATE", `add or change up to 100, by ${module.unique}`, upsertMany),
    route("DELETE", `${name}/{id}`, "DELETE", "delete one", deleteOne),
  ];
}
