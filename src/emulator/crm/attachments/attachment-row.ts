import type { RecordCall } from "../api-call";
import { crmUserOf, userReference } from "../crm-users";
import { field } from "../modules/field";
import { defineModule } from "../modules/module";
import { type FieldValue, nameOf, type StoredRecord } from "../stored-record";

/** What lists of attachments always show beside the fields asked for. */
export const ATTACHMENT_MARKS = [
  "$se_module",
  "$type",
  "$attachment_type",
  "$file_id",
  "$link_url",
  "$state",
  "$editable",
] as const;

/** Attachments have fields as records have, but no tab, and IDs only below their record. Zoho CRM v8: get attachments. */
export const ATTACHMENTS = defineModule("Attachments", "Attachment", "File_Name", [
  field("File_Name", "text"),
  field("Size", "text"),
  field("Parent_Id", "lookup"),
  ...ATTACHMENT_MARKS.map((name) => field(name, "text")),
]);

/** What is attached: a file of so many bytes, or an address. */
export type Attached =
  | { readonly name: string; readonly fileId: string; readonly bytes: number }
  | { readonly name: string; readonly linkUrl: string };

/** The row of a new attachment of the path's record. */
export function attachmentRow(call: RecordCall, attached: Attached): StoredRecord {
  const now = call.world.clock.now();
  const user = userReference(crmUserOf(call.org, call.person));
  const parent = call.data.modules.get(call.module.apiName)?.get(call.id);
  const parentName = parent === undefined ? "" : nameOf(parent, call.module.nameField);
  const isLink = "linkUrl" in attached;
  return {
    id: call.data.nextId(),
    createdAt: now,
    modifiedAt: now,
    owner: user,
    createdBy: user,
    modifiedBy: user,
    fields: new Map<string, FieldValue>(
      Object.entries({
        File_Name: attached.name,
        Size: isLink ? null : String(attached.bytes),
        Parent_Id: { id: call.id, name: parentName },
        $se_module: call.module.apiName,
        $type: isLink ? "Link URL" : "Attachment",
        $attachment_type: isLink ? 4 : 1,
        $file_id: isLink ? null : attached.fileId,
        $link_url: isLink ? attached.linkUrl : null,
        $state: "save",
        $editable: true,
      }),
    ),
  };
}
