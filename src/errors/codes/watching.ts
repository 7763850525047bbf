import { type ErrorRow, row } from "./row";

/** What goes wrong with the place of a `zoho-changes` node in what it watches. */
export const WATCHING = {
  changes_place_damaged: row(
    "rejected",
    [],
    "It is not known any more up to where the changes were given: the file of this node can't be used ({problem}). It was set aside as {file}, and nothing is read meanwhile, so that no change is left out unnoticed.",
    "Send the node a message with msg.zoho.action 'reset' and msg.zoho.to: a date before the last change that was given, 'everything' or 'now'; or put the file back from a backup and deploy.",
  ),
  changes_place_unreadable: row(
    "rejected",
    [],
    "It can't be read up to where the changes were given: {file} ({problem}). The file was left as it is.",
    "Correct the permissions or the disk, or install the newer version again; the node looks again by itself.",
  ),
  changes_place_unwritable: row(
    "rejected",
    [],
    "It can't be kept up to where the changes were given: {directory} can't be written ({problem}). Changes go on coming; after a restart those since then come again.",
    "Free space on the disk or correct the permissions of the folder.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
