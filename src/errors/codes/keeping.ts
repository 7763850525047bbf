import { type ErrorRow, row } from "./row";

/** What is wrong with the vault, or with us. */
export const KEEPING = {
  // The vault.
  vault_damaged: row(
    "rejected",
    [],
    "The stored record of '{connection}' can't be read: {problem}.",
    "Restore {file} from a backup, or connect '{connection}' again; other connections are not affected.",
  ),
  vault_locked: row(
    "rejected",
    [],
    "The vault in {directory} can't be opened: {problem}.",
    "Put back the key it was sealed with (see the docs on how connections are kept), or move the folder away and connect again.",
  ),
  vault_newer: row(
    "rejected",
    [],
    "A newer version of this package wrote the stored record of '{connection}' (format {format}); it was left as it is.",
    "Install that version again, or remove {file} and connect '{connection}' again; other connections are not affected.",
  ),
  vault_unwritable: row(
    "rejected",
    [],
    "The vault in {directory} can't be written ({problem}).",
    "Free space on the disk or correct the permissions of the folder.",
  ),

  // Not ours.
  internal: row(
    "other",
    [],
    "An unexpected error occurred: {message}.",
    "Please report it with the steps that lead to it.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
