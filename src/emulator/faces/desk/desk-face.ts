import { createRouteFinder } from "../../http/route-finder";
import type { Face } from "../face";
import { DESK_ERRORS } from "./desk-errors";
import { deskCommonRefusal } from "./desk-reply";
import { DESK_ROUTES } from "./desk-routes";

/** Zoho Desk, API v1. */
export const DESK: Face = {
  product: "desk",
  bases: ["/api/v1"],
  selector: "the portal picked at consent; header `orgId` is optional and must not name another",
  paging: "`from` (an index from 0) and `limit` (50, at most 100); nothing tells whether more follows",
  routes: DESK_ROUTES,
  errors: DESK_ERRORS,
  find: createRouteFinder(DESK_ROUTES),
  refuse: deskCommonRefusal,
};
