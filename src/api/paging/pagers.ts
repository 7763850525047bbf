import type { PagerId } from "../../zoho/page-rules";
import { coqlPager } from "./coql-pager";
import { crmPager } from "./crm-pager";
import { cursorPager } from "./cursor-pager";
import { datajsonPager } from "./datajson-pager";
import { jsonapiPager } from "./jsonapi-pager";
import { financePager, projectsPager } from "./numbered-pagers";
import { offset0Pager, offset1Pager } from "./offset-pagers";
import type { Pager } from "./pager";
import { tokenPager } from "./token-pager";

/** Every way in which Zoho's products give a list in pages. */
export const PAGERS: Readonly<Record<PagerId, Pager>> = {
  crm: crmPager,
  finance: financePager,
  projects: projectsPager,
  offset0: offset0Pager,
  offset1: offset1Pager,
  token: tokenPager,
  jsonapi: jsonapiPager,
  datajson: datajsonPager,
  cursor: cursorPager,
  coql: coqlPager,
  none: { first: (request) => request, next: () => undefined, moves: () => [] },
};
