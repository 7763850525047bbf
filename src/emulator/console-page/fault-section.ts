import { type Fault, FAULT_EFFECTS, FAULT_KINDS } from "../faults/fault";
import type { World } from "../world";
import { buttonForm, field, select } from "./button-form";
import { FAULT_PLACES } from "./fault-places";
import { markup, type Markup } from "./markup";
import { table } from "./table";

/** What is about to go wrong, and a form for more of it. */
export function faultSection(world: World): Markup {
  const waiting = world.faults.list(world.clock.now());
  const clear = buttonForm({
    section: "faults",
    buttons: [{ press: "clearFaults", label: "Clear all faults" }],
  });
  return markup`${table({
    caption: "Waiting",
    columns: ["What", "Where", "Requests left"],
    rows: waiting.map((fault) => [effect(fault), place(fault), fault.left ?? "until cleared"]),
    empty: "No fault waits: every request is answered truthfully.",
  })}${waiting.length > 0 ? markup`<div class="row">${clear}</div>` : undefined}
<h3>Add one</h3>${addForm()}`;
}

function addForm(): Markup {
  const places = FAULT_PLACES.map(({ id, text }) => [id, text] as const);
  const kinds = FAULT_KINDS.map((kind) => [kind, `${kind}: ${FAULT_EFFECTS[kind]}`] as const);
  return buttonForm({
    section: "faults",
    content: markup`<div class="fields">${field("What", select("fault", kinds, "throttle"))}${field("Where", select("place", places))}
${field("How many requests (blank: until cleared)", markup`<input type="number" name="times" value="1" min="1" max="1000000">`)}</div>
<details><summary>More about it</summary><div class="fields">${field("Host, * for anything", markup`<input name="host" placeholder="www.zohoapis.eu" autocomplete="off">`)}
${field("Path and what is below it", markup`<input name="path" placeholder="/crm/v8/Leads" autocomplete="off">`)}${field("Method", markup`<input name="method" placeholder="POST" autocomplete="off">`)}
${field("Status", markup`<input type="number" name="status" min="200" max="599" placeholder="503">`)}${field("Body", markup`<input name="body" autocomplete="off">`)}
${field("Delay, milliseconds", markup`<input type="number" name="delayMs" min="0" max="600000">`)}</div></details>`,
    buttons: [{ press: "addFault", label: "Add fault", kind: "main" }],
  });
}

function effect({ fault, status, delayMs, after, probability }: Fault): string {
  const more = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(delayMs === undefined ? [] : [`${delayMs} ms`]),
    ...(after === undefined || after === 0 ? [] : [`after ${after} more`]),
    ...(probability === undefined ? [] : [`with probability ${probability}`]),
  ];
  return [fault, ...more].join(", ");
}

function place({ match }: Fault): string {
  const { method = "", host = "", path = "", query } = match;
  const where = host + path + (query === undefined ? "" : `?${query}`);
  return method + where === "" ? "every request" : `${method} ${where}`.trim();
}
