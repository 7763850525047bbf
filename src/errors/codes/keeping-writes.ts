import { type ErrorRow, row } from "./row";

/** What is in the way of keeping writes on disk until Zoho has taken them. */
export const KEEPING_WRITES = {
  outbox_missing: row(
    "rejected",
    [],
    "Writes are to be kept on disk, and the package classic-level that does it is {problem}.",
    "In Node-RED's user directory (usually ~/.node-red) run: npm install classic-level. Then restart Node-RED. Or let the node report an error when Zoho can't be reached.",
  ),
  outbox_unwritable: row(
    "unreachable",
    [],
    "The write was not kept: the outbox in {directory} can't be written ({problem}).",
    "Free space on the disk or correct the permissions of the folder; it is tried again by itself. Then send the message again.",
  ),
  outbox_busy: row(
    "unreachable",
    [],
    "The write was not kept: another process has held the outbox in {directory} for {seconds} seconds.",
    "End the other Node-RED that uses the same user directory, or wait until it has ended. Then send the message again.",
  ),
  outbox_full: row(
    "rate_limited",
    [],
    "The write was not kept: the outbox holds {held} {what} that wait for Zoho, and at most {limit} may wait.",
    "Let it deliver, or raise its limit in the node's dialog; then send the message again. What is in its way stands in the state of the outbox.",
  ),
  outbox_filling: row(
    "rate_limited",
    [],
    "The outbox is {percent} % full: {records} records wait for Zoho.",
    "Look what is in its way (msg.zohoResult.outbox.held), or raise its limits in the node's dialog. When it is full, writes are refused.",
  ),
  outbox_expired: row(
    "unreachable",
    [],
    "{count} records waited longer than {hours} hours for Zoho, and are not delivered any more.",
    "Send those again that are still wanted: they stand in the message. Raise the longest wait in the node's dialog if it is too short.",
  ),
  outbox_damaged: row(
    "unknown",
    [],
    "The outbox was damaged on the disk ({problem}). Writes of this node that are known to be lost: {lost}.",
    "Look in Zoho what is missing, above all of what came last, and send it again. What could not be read is in {setAside}. See to the disk or card.",
  ),
  outbox_unreadable: row(
    "rejected",
    [],
    "A write that was kept on disk can't be read: another version of this package wrote it.",
    "Its text stands in the message: send again what is in it.",
  ),
  not_keepable: row(
    "rejected",
    [],
    "{method} {path} can't be kept on disk and delivered later: {problem}. Nothing was sent.",
    "Send it by a node that reports an error when Zoho can't be reached.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
