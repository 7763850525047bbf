import type { Basis } from "../../basis/basis";
import { json, type Reply } from "../../http/reply";
import type { Collection } from "../records/collection";
import type { Face, FaceCall, OrgCall } from "../face";
import type { CrmLikeCode, CrmLikeErrors } from "./crm-like-errors";

/** A module of such a product. */
export interface CrmLikeModule {
  readonly name: string;
  /** Its name in scopes where that is another. Zoho Recruit API v2: possible scope names. */
  readonly scopeName?: string;
  readonly mandatory: readonly string[];
  readonly collection: Collection;
  /** The field that upserts look at where the caller names none. */
  readonly unique: string;
}

/** A product with CRM's envelopes and a table of modules. */
export interface CrmLikeProduct {
  readonly product: Face["product"];
  readonly base: string;
  readonly scopePrefix: string;
  readonly errors: CrmLikeErrors;
  readonly basis: Basis;
  readonly modules: readonly CrmLikeModule[];
  readonly access: "read" | "write";
}

/** A call about the records of one module. */
export interface ModuleCall extends OrgCall {
  readonly of: CrmLikeProduct;
  readonly module: CrmLikeModule;
}

/** An error item, or the whole answer of a refused request. */
export function crmLikeError(
  { errors }: CrmLikeProduct,
  code: CrmLikeCode,
  details: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return { code, details, message: errors[code].message, status: "error" };
}

/** A refused request. */
export function crmLikeRefusal(
  of: CrmLikeProduct,
  { request }: Pick<FaceCall, "request">,
  code: CrmLikeCode,
  details: Readonly<Record<string, unknown>> = {},
): Reply {
  request.facts.code = code;
  return json(of.errors[code].status, crmLikeError(of, code, details));
}
