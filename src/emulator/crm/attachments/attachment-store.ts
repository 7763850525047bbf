import type { SavedRecord } from "../module-records";
import type { StoredRecord } from "../stored-record";
import type { FileSpace } from "./file-space";

/** An uploaded file. */
export interface StoredFile {
  /** What CRM calls encrypted: a long text that tells nothing. */
  readonly id: string;
  readonly name: string;
  /** As uploaded, without parameters. */
  readonly contentType: string;
  readonly content: Buffer;
}

/** Something attached to a record: its fields as lists show them, with the ID of a file or the address of a link. */
export interface Attachment {
  readonly parentId: string;
  readonly row: StoredRecord;
  /** Undefined: a link. */
  readonly fileId?: string;
}

/** The uploaded files of one org, and what hangs on which record. */
export interface AttachmentStore {
  /** @returns false, and nothing is kept, where the files don't fit into the space that is left */
  addFiles(files: readonly StoredFile[]): boolean;
  file(id: string): StoredFile | undefined;
  attach(attachment: Attachment): void;
  /** What is attached to a record, oldest first. */
  of(recordId: string): readonly Attachment[];
  detach(attachment: Attachment): void;
  photoOf(recordId: string): StoredFile | undefined;
  /** @param file undefined: no photo any more */
  setPhoto(recordId: string, file: StoredFile | undefined): void;
  /** The record is gone, and with it all that hangs on it. */
  forget(recordId: string): void;
  save(): SavedAttachments;
}

/** The files of an org in a state file; contents in base64. */
export interface SavedAttachments {
  readonly files: readonly (Omit<StoredFile, "content"> & { readonly content: string })[];
  readonly attachments: readonly (Omit<Attachment, "row"> & { readonly row: SavedRecord })[];
  /** File IDs by record ID. */
  readonly photos: Readonly<Record<string, string>>;
}

export function createAttachmentStore(space: FileSpace, saved?: SavedAttachments): AttachmentStore {
  const files = new Map<string, StoredFile>();
  const byRecord = new Map<string, Attachment[]>();
  const photos = new Map<string, string>(Object.entries(saved?.photos ?? {}));

  function attach(attachment: Attachment): void {
    const list = byRecord.get(attachment.parentId);
    if (list === undefined) byRecord.set(attachment.parentId, [attachment]);
    else list.push(attachment);
  }
  function drop(fileId: string | undefined): void {
    const file = files.get(fileId ?? "");
    if (file === undefined) return;
    files.delete(file.id);
    space.giveBack(file.content.length);
  }
  for (const file of saved?.files ?? []) {
    const content = Buffer.from(file.content, "base64");
    // What was saved had room before.
    space.take(content.length);
    files.set(file.id, { ...file, content });
  }
  for (const { row, ...attachment } of saved?.attachments ?? []) {
    attach({ ...attachment, row: { ...row, fields: new Map(Object.entries(row.fields)) } });
  }

  return {
    addFiles(added) {
      if (!space.take(added.reduce((sum, { content }) => sum + content.length, 0))) return false;
      for (const file of added) files.set(file.id, file);
      return true;
    },
    file: (id) => files.get(id),
    attach,
    of: (recordId) => byRecord.get(recordId) ?? [],
    detach(attachment) {
      const left = (byRecord.get(attachment.parentId) ?? []).filter((one) => one !== attachment);
      if (left.length === 0) byRecord.delete(attachment.parentId);
      else byRecord.set(attachment.parentId, left);
      drop(attachment.fileId);
    },
    photoOf: (recordId) => files.get(photos.get(recordId) ?? ""),
    setPhoto(recordId, file) {
      drop(photos.get(recordId));
      if (file === undefined) photos.delete(recordId);
      else photos.set(recordId, file.id);
    },
    forget(recordId) {
      for (const { fileId } of byRecord.get(recordId) ?? []) drop(fileId);
      byRecord.delete(recordId);
      drop(photos.get(recordId));
      photos.delete(recordId);
    },
    save: () => ({
      files: [...files.values()].map((file) => ({ ...file, content: file.content.toString("base64") })),
      attachments: [...byRecord.values()].flat().map(({ row, ...attachment }) => ({
        ...attachment,
        row: { ...row, fields: Object.fromEntries(row.fields.entries()) },
      })),
      photos: Object.fromEntries(photos),
    }),
  };
}
