import { field } from "./field";
import { defineModule, type Module } from "./module";
import { notesModule } from "./notes-module";

/** Bigin's modules in this slice: people, pipelines (its deals) and products. */
export const BIGIN_MODULES: readonly Module[] = [
  defineModule("Contacts", "Contact", "Full_Name", [
    field("First_Name", "text", { length: 40 }),
    field("Last_Name", "text", { length: 80, isMandatory: true }),
    field("Full_Name", "text", { isReadOnly: true }),
    field("Email", "email", { isUnique: true }),
    field("Phone", "phone"),
    field("Mailing_City", "text", { length: 100 }),
    field("Description", "textarea"),
  ]),
  defineModule("Pipelines", "Pipeline", "Deal_Name", [
    field("Deal_Name", "text", { length: 120, isMandatory: true }),
    field("Stage", "picklist", {
      isMandatory: true,
      pickList: ["Qualification", "Proposal", "Closed Won", "Closed Lost"],
    }),
    field("Amount", "currency"),
    field("Closing_Date", "date"),
    field("Contact_Name", "lookup", { lookup: "Contacts" }),
    field("Description", "textarea"),
  ]),
  defineModule("Products", "Product", "Product_Name", [
    field("Product_Name", "text", { length: 200, isMandatory: true }),
    field("Product_Code", "text", { length: 40 }),
    field("Unit_Price", "currency"),
    field("Product_Active", "boolean"),
    field("Description", "textarea"),
  ]),
  notesModule(["Contacts", "Pipelines", "Products"]),
];
