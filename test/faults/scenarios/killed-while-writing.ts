import { openOn, typed } from "../../vault/support/open-test-vault";
import { JournalFs } from "../../vault/support/journal-fs";
import type { Scenario } from "../support/scenario";
import type { Stage } from "../support/stage";
import { stoppingFs, type WriteStep } from "../support/stopping-fs";

let plays = 0;

const KEYS = [typed("the secret of this Node-RED")];

/** A process asks for a token and is killed at a step of what it writes then; another one starts. */
async function killedAt(stage: Stage, step: WriteStep, folder: string): Promise<void> {
  const { id } = stage.itsConnection;
  // Who is killed stops, but stays in this process: nobody may ever come to its folder again.
  const directory = `/killed-${String(++plays)}`;
  const disk = new JournalFs();
  const { vault } = await openOn(disk, KEYS, { directory, clock: stage.clock });
  const grant = await stage.vault.read("grant", id);
  await vault.update("grant", id, () => grant);

  const { fs, reached } = stoppingFs(disk, step, folder);
  stage.restart((await openOn(disk, KEYS, { directory, fs, clock: stage.clock })).vault);
  const passedBy = stage.zoho.tokens.get(id).then(() => {
    throw new Error(`a token came without a ${step} below ${folder}`);
  });
  await Promise.race([reached, passedBy]);

  // What it had in its hand lies on the disk as it was, the lease too.
  const left = new Map(
    [...disk.disk()].map(([path, content]) => [path.replace(directory, `${directory}-left`), content]),
  );
  stage.restart((await openOn(left, KEYS, { directory: `${directory}-left`, clock: stage.clock })).vault);
  stage.sent = [];
}

const PLACES: readonly (readonly [what: string, folder: string, steps: readonly WriteStep[]])[] = [
  ["the count of what was asked for", "/budget/", ["create", "write", "sync", "rename"]],
  ["the new token", "/access/", ["create", "write", "rename"]],
];

/** The tokens that were asked for before are lost with who asked, never more. */
export const KILLED_WHILE_WRITING: readonly Scenario[] = PLACES.flatMap(([what, folder, steps]) =>
  steps.map((step) => ({
    name: `kill: at the ${step} of ${what}`,
    ends: "ok",
    tokenCalls: 1,
    apiCalls: (messages) => messages,
    arrange: (stage) => killedAt(stage, step, folder),
  })),
);
