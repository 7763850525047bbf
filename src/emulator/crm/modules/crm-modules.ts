import { field } from "./field";
import { defineModule, type Module } from "./module";
import { notesModule } from "./notes-module";

const LEAD_SOURCES = [
  "-None-",
  "Advertisement",
  "Cold Call",
  "Employee Referral",
  "Online Store",
  "Trade Show",
  "Web Form",
];

/** What a lead may want, of a field that the org added. */
export const LEAD_INTERESTS = ["Gateways", "Sensors", "Service", "Software", "Training"];

/** CRM's modules in this slice, with the mandatory and unique fields of a new org. */
export const CRM_MODULES: readonly Module[] = [
  defineModule("Leads", "Lead", "Full_Name", [
    field("First_Name", "text", { length: 40 }),
    field("Last_Name", "text", { length: 80, isMandatory: true }),
    field("Full_Name", "text", { isReadOnly: true }),
    field("Company", "text", { length: 200 }),
    field("Email", "email", { isUnique: true }),
    field("Phone", "phone"),
    field("City", "text", { length: 100 }),
    field("Lead_Source", "picklist", { pickList: LEAD_SOURCES }),
    field("Lead_Status", "picklist", {
      pickList: [
        "-None-",
        "Attempted to Contact",
        "Contacted",
        "Lost Lead",
        "Not Contacted",
        "Pre-Qualified",
      ],
    }),
    field("Annual_Revenue", "currency"),
    field("No_of_Employees", "integer"),
    field("Email_Opt_Out", "boolean"),
    field("Description", "textarea"),
    field("Interests", "multiselectpicklist", { isCustom: true, pickList: LEAD_INTERESTS }),
    field("Next_Contact_Time", "datetime", { isCustom: true }),
    field("Sensor_ID", "text", { isCustom: true, length: 60 }),
  ]),
  defineModule("Contacts", "Contact", "Full_Name", [
    field("First_Name", "text", { length: 40 }),
    field("Last_Name", "text", { length: 80, isMandatory: true }),
    field("Full_Name", "text", { isReadOnly: true }),
    field("Email", "email", { isUnique: true }),
    field("Phone", "phone"),
    field("Account_Name", "lookup", { lookup: "Accounts" }),
    field("Lead_Source", "picklist", { pickList: LEAD_SOURCES }),
    field("Mailing_City", "text", { length: 100 }),
    field("Date_of_Birth", "date"),
    field("Description", "textarea"),
  ]),
  defineModule("Accounts", "Account", "Account_Name", [
    field("Account_Name", "text", { length: 200, isMandatory: true }),
    field("Phone", "phone"),
    field("Website", "website"),
    field("Industry", "picklist", {
      pickList: ["-None-", "Energy", "Food", "Logistics", "Manufacturing", "Retail"],
    }),
    field("Billing_City", "text", { length: 100 }),
    field("Employees", "integer"),
    field("Annual_Revenue", "currency"),
    field("Description", "textarea"),
  ]),
  defineModule("Deals", "Deal", "Deal_Name", [
    field("Deal_Name", "text", { length: 120, isMandatory: true }),
    field("Stage", "picklist", {
      isMandatory: true,
      pickList: [
        "Qualification",
        "Needs Analysis",
        "Proposal/Price Quote",
        "Negotiation/Review",
        "Closed Won",
        "Closed Lost",
      ],
    }),
    field("Amount", "currency"),
    field("Closing_Date", "date"),
    field("Probability", "integer"),
    field("Account_Name", "lookup", { lookup: "Accounts" }),
    field("Contact_Name", "lookup", { lookup: "Contacts" }),
    field("Description", "textarea"),
  ]),
  defineModule("Tasks", "Task", "Subject", [
    field("Subject", "text", { length: 255, isMandatory: true }),
    field("Due_Date", "date"),
    field("Status", "picklist", { pickList: ["Not Started", "In Progress", "Completed", "Deferred"] }),
    field("Priority", "picklist", { pickList: ["High", "Normal", "Low"] }),
    field("Who_Id", "lookup", { lookup: "Contacts" }),
    field("Description", "textarea"),
    field("What_Id", "lookup", { label: "Related To", lookupOneOf: ["Accounts", "Deals", "Leads"] }),
  ]),
  notesModule(["Leads", "Contacts", "Accounts", "Deals", "Tasks"]),
];
