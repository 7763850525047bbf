import type { ProductId } from "../products";
import { CRM_RULES, IOT_RULES, RECRUIT_RULES } from "./crm-family-rules";
import { FINANCE_RULES } from "./finance-rules";
import type { ScopeRule } from "./scope-rule";
import { TALK_RULES } from "./talk-rules";
import { WORK_RULES } from "./work-rules";

/** Rules in the order in which they are tried; the first that fits counts. Each table says which pages it is taken from. */
export const RULES_BY_PRODUCT: Readonly<Record<ProductId, readonly ScopeRule[]>> = {
  crm: CRM_RULES,
  // Bigin v2 is built like CRM.
  bigin: CRM_RULES,
  recruit: RECRUIT_RULES,
  iot: IOT_RULES,
  ...FINANCE_RULES,
  ...WORK_RULES,
  ...TALK_RULES,
};
