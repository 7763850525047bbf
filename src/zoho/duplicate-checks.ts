/**
 * Fields by which an upsert finds the record that it changes where the call names none. Those that an org has made
 * unique itself are looked at as well, and are not known here. Zoho: CRM v8, upsert records, system-defined duplicate
 * check fields.
 */
const SYSTEM_CHECKS: Readonly<Record<string, string>> = {
  Leads: "Email",
  Accounts: "Account_Name",
  Contacts: "Email",
  Deals: "Deal_Name",
  Campaigns: "Campaign_Name",
  Cases: "Subject",
  Solutions: "Solution_Title",
  Products: "Product_Name",
  Vendors: "Vendor_Name",
  Price_Books: "Price_Book_Name",
  Quotes: "Subject",
  Sales_Orders: "Subject",
  Purchase_Orders: "Subject",
  Invoices: "Subject",
};

/** The field by which Zoho tells records of a module apart; modules of an org's own go by their name. */
export function systemCheckField(module: string): string {
  return Object.hasOwn(SYSTEM_CHECKS, module) ? (SYSTEM_CHECKS[module] ?? "Name") : "Name";
}
