import type { PlantedFault } from "../planted-fault";

/** Faults in what is kept: seals, the order of writes, cursors and the outbox. */
export const DISK_FAULTS: readonly PlantedFault[] = [
  {
    subject: "associated data of seals",
    breaks: "the header of a record is not bound to its seal",
    file: "src/vault/record-format.ts",
    line: 'return JSON.stringify(["zoho vault record", format, kind, id, realm ?? null, name ?? null]);',
    broken: 'return JSON.stringify(["zoho vault record", format]);',
    noticedBy: {
      file: "test/vault/sealed-records.test.ts",
      test: "a sealed grant > is refused under another realm (emulator) in its header",
    },
  },
  {
    subject: "fsync order",
    breaks: "a file gets its name before its content is on disk",
    file: "src/vault/atomic-file.ts",
    line: 'if (write === "synced") await file.sync();',
    broken: "",
    noticedBy: {
      file: "test/vault/power-cuts.test.ts",
      test: "a power cut, with no key at hand, > while a connection is replaced leaves the old or the new one",
    },
  },
  {
    subject: "fsync order",
    breaks: "a new name is said to be kept before its folder is on disk",
    file: "src/vault/atomic-file.ts",
    line: 'if (write === "synced") await to.fs.syncDirectory(dirname(path));',
    broken: "",
    noticedBy: {
      file: "test/vault/power-cuts.test.ts",
      test: "a power cut, with no key at hand, > while a connection is replaced leaves the old or the new one",
    },
  },
  {
    subject: "cursor advance",
    breaks: "a poll begins where the one before ended, and not an overlap before",
    file: "src/changes/poll-changes.ts",
    line: "return known === undefined ? undefined : known - overlapMs;",
    broken: "return known;",
    noticedBy: {
      file: "test/unit/changes/poll-changes.test.ts",
      test: "a poll > finds what Zoho lists late, behind newer changes",
    },
  },
  {
    subject: "cursor advance",
    breaks: "the cursor moves on before the batch is taken",
    file: "nodes/zoho-changes/batch-delivery.ts",
    line: "await this.sendUntilTaken(open, { again, signal });",
    broken: "void this.sendUntilTaken(open, { again, signal });",
    noticedBy: {
      file: "test/unit/nodes/batch-delivery.test.ts",
      test: "a batch that the flow takes when it says so > is taken with the last message that comes back, and each was sent once",
    },
  },
  {
    subject: "outbox acknowledge",
    breaks: "the next value of a key is sent before the former is gone from the disk",
    file: "src/outbox/delivery.ts",
    line: 'if ((await this.removal.finish(done)) === "still there") return;',
    broken: "void this.removal.finish(done);",
    noticedBy: {
      file: "test/unit/outbox/delivering.test.ts",
      test: "order > waits until the former value is gone from the disk, so that a crash can't bring it back",
    },
  },
  {
    subject: "outbox acknowledge",
    breaks: "a create is sent before it is marked on disk",
    file: "src/outbox/send-once.ts",
    line: "await mark(options, parcels);",
    broken: "mark(options, parcels).catch(() => undefined);",
    noticedBy: {
      file: "test/unit/outbox/failures.test.ts",
      test: "a disk that refuses > to mark a create: it is not sent before that is done",
    },
  },
  {
    subject: "outbox acknowledge",
    breaks: "a message is said to be kept before it is on disk",
    file: "src/outbox/level-store.ts",
    line: "await written;",
    broken: "written.catch(() => undefined);",
    noticedBy: {
      file: "test/outbox/acknowledging.test.ts",
      test: "an entry > is not said to be kept before it is on disk",
    },
  },
];
