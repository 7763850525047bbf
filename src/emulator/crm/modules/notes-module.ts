import { field } from "./field";
import { defineModule, type Module } from "./module";

/**
 * Notes hang on a record of any other module and have no tab of their own. Zoho CRM v8: notes.
 *
 * @param parents API names of the modules whose records can have notes
 */
export function notesModule(parents: readonly string[]): Module {
  return defineModule(
    "Notes",
    "Note",
    "Note_Title",
    [
      field("Note_Title", "text", { length: 120 }),
      field("Note_Content", "textarea"),
      field("Parent_Id", "lookup", { isMandatory: true, lookupOneOf: parents }),
    ],
    { status: "system_hidden", needsOneOf: ["Note_Content", "Note_Title"] },
  );
}
