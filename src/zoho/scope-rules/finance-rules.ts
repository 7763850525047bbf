import type { ScopeRule } from "./scope-rule";

const GUESS: ScopeRule = { at: /^([^/]+)/, own: ["$1.{op}"], isGuess: true };

/** A rule for lists whose scope is called as they are. */
function named(names: string): ScopeRule {
  return { at: new RegExp(`^(${names.replaceAll(" ", "|")})(?:/|$)`), own: ["$1.{op}"] };
}

const SETTINGS: ScopeRule = { at: /^(?:organizations|settings)(?:\/|$)/, own: ["settings.{op}"] };

/**
 * Zoho Books API v3: the Scopes table of OAuth. Items, taxes, currencies and users are settings there; vendor credits are
 * called debit notes.
 */
const BOOKS: readonly ScopeRule[] = [
  SETTINGS,
  { at: /^(?:items|itemgroups|taxes|currencies|users|pricebooks)(?:\/|$)/, own: ["settings.{op}"] },
  { at: /^(?:bankaccounts|banktransactions|bankstatements|banking)(?:\/|$)/, own: ["banking.{op}"] },
  { at: /^(?:chartofaccounts|journals|basecurrencyadjustment)(?:\/|$)/, own: ["accountants.{op}"] },
  { at: /^vendorcredits(?:\/|$)/, own: ["debitnotes.{op}"] },
  named(
    "contacts estimates invoices customerpayments creditnotes projects expenses salesorders purchaseorders bills vendorpayments",
  ),
  GUESS,
];

/** Zoho Inventory API v1: the Scopes table of OAuth; items have a scope of their own there. */
const INVENTORY: readonly ScopeRule[] = [
  SETTINGS,
  { at: /^(?:items|itemgroups)(?:\/|$)/, own: ["items.{op}"] },
  { at: /^(?:taxes|currencies|users|pricebooks)(?:\/|$)/, own: ["settings.{op}"] },
  named(
    "contacts compositeitems inventoryadjustments transferorders salesorders packages shipmentorders invoices customerpayments " +
      "salesreturns creditnotes purchaseorders purchasereceives bills",
  ),
  GUESS,
];

/** Zoho Invoice API v3: the Scopes table of OAuth. */
const INVOICE: readonly ScopeRule[] = [
  SETTINGS,
  { at: /^(?:items|taxes|currencies|users|expensecategories)(?:\/|$)/, own: ["settings.{op}"] },
  named("contacts estimates invoices customerpayments creditnotes projects expenses"),
  GUESS,
];

/** Zoho Billing API v1: the scopes of each API page. They still bear its old name, Subscriptions. */
const BILLING: readonly ScopeRule[] = [
  SETTINGS,
  { at: /^(?:items|taxes|currencies|users)(?:\/|$)/, own: ["settings.{op}"] },
  named("customers subscriptions products plans addons coupons invoices creditnotes hostedpages payments"),
  GUESS,
];

/** Zoho Expense API v1: Organization ID tells the first; reports and expenses are in the singular. */
const EXPENSE: readonly ScopeRule[] = [
  { at: /^organizations(?:\/|$)/, own: ["orgsettings.{op}"] },
  { at: /^expensereports(?:\/|$)/, own: ["expensereport.{op}"] },
  { at: /^expenses(?:\/|$)/, own: ["expense.{op}"] },
  GUESS,
];

/** The finance apps: one engine, but the names of scopes differ. */
export const FINANCE_RULES = {
  books: BOOKS,
  inventory: INVENTORY,
  invoice: INVOICE,
  billing: BILLING,
  expense: EXPENSE,
} as const;
