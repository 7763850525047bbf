import type { Vault } from "../../../src/vault/vault";
import { claimAfter } from "../../../src/vault/numbered-claims";
import { faultyFs, type Fault } from "../../vault/support/faulty-fs";
import { JournalFs } from "../../vault/support/journal-fs";
import {
  changed,
  fileOn,
  generated,
  openOn,
  typed,
  withoutLeases,
} from "../../vault/support/open-test-vault";
import { seededRandom, standingClock } from "../../vault/support/vault-fixtures";
import type { Draw } from "../support/draw";
import type { Scenario } from "../support/scenario";
import type { Stage } from "../support/stage";

const KEYS = [typed("the secret of this Node-RED")];

/** The connection in files, on a disk in memory. */
async function onDisk(stage: Stage, keys = KEYS): Promise<JournalFs> {
  const { vault, fs } = await openOn(new JournalFs(), keys, { clock: stage.clock });
  await copyGrant(stage, vault);
  stage.restart(vault);
  return fs;
}

async function copyGrant({ vault, itsConnection }: Stage, to: Vault): Promise<void> {
  const grant = await vault.read("grant", itsConnection.id);
  await to.update("grant", itsConnection.id, () => grant);
}

/** The disk from now on does what it is told to do wrong. */
async function withFaults(stage: Stage, fault: Fault): Promise<void> {
  const fs = await onDisk(stage);
  let isOpen = false;
  const broken = faultyFs(fs, (step, path) => (isOpen ? fault(step, path) : undefined));
  const { vault } = await openOn(fs, KEYS, { fs: broken, clock: stage.clock });
  stage.restart(vault);
  isOpen = true;
}

/** A process refreshes; then the power goes at a moment that the seed chooses, and another process starts. */
async function powerCut(stage: Stage, draw: Draw, unsynced: string): Promise<void> {
  const fs = await onDisk(stage);
  const begun = new JournalFs(fs.disk());
  const { vault } = await openOn(begun, KEYS, { clock: stage.clock });
  stage.restart(vault);
  await stage.zoho.tokens.get(stage.itsConnection.id);
  const cuts = [...begun.powerCuts()].filter(({ story }) => story.endsWith(unsynced));
  const cut = cuts[draw(cuts.length)];
  if (cut === undefined) throw new Error("there was nothing to cut");
  const after = await openOn(withoutLeases(cut.disk), KEYS, { clock: stage.clock });
  stage.restart(after.vault);
  stage.sent = [];
}

const ALL_WELL = { ends: "ok", apiCalls: (messages: number) => messages } as const;

export const DISKS: readonly Scenario[] = [
  ...["kept", "dropped", "torn", "zeros"].map((unsynced): Scenario => ({
    ...ALL_WELL,
    name: `disk: power cut during a refresh, what was not synced is ${unsynced}`,
    tokenCalls: [0, 1],
    arrange: (stage, draw) => powerCut(stage, draw, unsynced),
  })),
  {
    ...ALL_WELL,
    name: "disk: who asked for a token was killed with the lease in its hand",
    tokenCalls: 1,
    arrange: async (stage, draw) => {
      const fs = await onDisk(stage);
      const folder = `/vault/lease/${stage.itsConnection.id}`;
      const killed = { fs, clock: standingClock(), random: seededRandom(`killed ${draw(1_000)}`), folder };
      if ((await claimAfter(killed, undefined)) === undefined) throw new Error("nobody held it");
    },
  },
  {
    ...ALL_WELL,
    name: "disk: full when the token is to be stored",
    tokenCalls: 1,
    arrange: (stage) =>
      withFaults(stage, (step, path) =>
        step === "write" && path.includes("/access/") ? "ENOSPC" : undefined,
      ),
  },
  {
    ...ALL_WELL,
    name: "disk: full before a token is asked for",
    tokenCalls: 1,
    arrange: (stage) => withFaults(stage, (step) => (step === "write" ? "ENOSPC" : undefined)),
  },
  {
    ...ALL_WELL,
    name: "disk: read-only",
    tokenCalls: 1,
    arrange: (stage) =>
      withFaults(stage, (step) =>
        ["create", "rename", "link", "remove", "makeDirectory"].includes(step) ? "EROFS" : undefined,
      ),
  },
  {
    ...ALL_WELL,
    name: "disk: the stored token is torn",
    tokenCalls: 1,
    arrange: async (stage, draw) => {
      const fs = await onDisk(stage);
      await stage.zoho.tokens.get(stage.itsConnection.id);
      await harm(stage, fs, "access", (content) => content.subarray(0, draw(content.length)));
    },
  },
  {
    ...ALL_WELL,
    name: "disk: a bit of the stored token has turned",
    tokenCalls: 1,
    arrange: async (stage, draw) => {
      const fs = await onDisk(stage);
      await stage.zoho.tokens.get(stage.itsConnection.id);
      await harm(stage, fs, "access", (content) => withTurnedBit(content, draw));
    },
  },
  {
    name: "disk: a bit of the grant has turned",
    ends: "rejected/vault_damaged",
    tokenCalls: 0,
    apiCalls: 0,
    arrange: async (stage, draw) => {
      const fs = await onDisk(stage);
      await harm(stage, fs, "grant", (content) => withTurnedBit(content, draw));
    },
  },
  {
    ...ALL_WELL,
    name: "disk: the credential secret was changed",
    tokenCalls: [0, 1],
    arrange: async (stage) => {
      const fs = await onDisk(stage);
      const { vault } = await openOn(fs, [typed("another secret")], { clock: stage.clock });
      stage.restart(vault);
    },
  },
  {
    ...ALL_WELL,
    name: "disk: Node-RED's generated secret was replaced by one of the user's",
    tokenCalls: [0, 1],
    arrange: async (stage) => {
      const fs = await onDisk(stage, [generated("made by Node-RED")]);
      const both = [typed("chosen by the user"), generated("made by Node-RED")];
      await openOn(fs, both, { clock: stage.clock });
      const { vault } = await openOn(fs, [typed("chosen by the user")], { clock: stage.clock });
      stage.restart(vault);
    },
  },
];

function withTurnedBit(content: Buffer, draw: Draw): Buffer {
  const harmed = Buffer.from(content);
  const place = draw(harmed.length);
  harmed[place] = (harmed[place] ?? 0) ^ (1 << draw(8));
  return harmed;
}

/** Changes a record's file behind everybody's back; then a process starts. */
async function harm(
  stage: Stage,
  fs: JournalFs,
  kind: "access" | "grant",
  change: (content: Buffer) => Buffer,
): Promise<void> {
  const path = `/vault/${kind}/${stage.itsConnection.id}.json`;
  const disk = withoutLeases(fs.disk());
  const { vault } = await openOn(changed(disk, { [path]: change(fileOn(disk, path)) }), KEYS, {
    clock: stage.clock,
  });
  stage.restart(vault);
  stage.sent = [];
}
