import { controlRoutes } from "../control/control-routes";
import type { EmulatedRequest } from "../http/emulated-request";
import { formParameters } from "../http/form-parameters";
import { redirect, type Reply } from "../http/reply";
import type { World } from "../world";
import type { Note } from "./note-board";
import { isPress, PRESSES, type PressRow } from "./presses";
import { SECTION_TITLES } from "./section";

/** Carries out a form of the console page as the control request that it stands for, and says on the page what it did. */
export function pressButton(world: World, request: EmulatedRequest): Reply {
  const fields = formParameters(request);
  const press = fields.get("press") ?? "";
  const section = fields.get("section") ?? "";
  const outcome = isPress(press)
    ? carryOut(world, request, PRESSES[press], fields)
    : ({ kind: "refused", text: "there is no such button." } as const);
  const note = world.notes.add({
    ...outcome,
    section: Object.hasOwn(SECTION_TITLES, section) ? section : "clock",
  });
  return redirect(303, `/?note=${note}#said`);
}

function carryOut(
  world: World,
  request: EmulatedRequest,
  row: PressRow,
  fields: ReadonlyMap<string, string>,
): Pick<Note, "kind" | "text"> {
  const body = Buffer.from(JSON.stringify(row.body?.(fields) ?? {}));
  const reply = controlRoutes(world, { ...request, method: row.method, path: row.path, body });
  const answer = JSON.parse(String(reply.body)) as Readonly<Record<string, unknown>>;
  if (reply.status === 200) return { kind: "done", text: row.said(answer, fields) };
  return { kind: "refused", text: `${String(answer["message"])}.` };
}
