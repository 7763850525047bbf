import type { World } from "../world";
import { buttonForm } from "./button-form";
import { markup, type Markup } from "./markup";
import { table } from "./table";

const SHOWN = 20;

/** What was asked last, newest first. */
export function requestSection(world: World): Markup {
  const last = world.log.list().slice(-SHOWN).reverse();
  const forget = buttonForm({
    section: "requests",
    buttons: [{ press: "forgetRequests", label: "Forget requests" }],
  });
  return markup`${table({
    caption: `The newest ${Math.min(last.length, SHOWN)} of ${world.log.seen()}`,
    columns: ["Time (UTC)", "Request", "Status", "Who, and what was said"],
    rows: last.map(({ time, method, host, path, status, person, org, code, fault }) => [
      time.slice(11, 19),
      markup`${method} <code>${host}${path}</code>`,
      status === 0 ? "none" : status,
      [person, org, code, fault === undefined ? undefined : `fault: ${fault}`]
        .filter((text) => text !== undefined)
        .join(", "),
    ]),
    empty: "None yet.",
  })}<div class="row">${forget}<a href="/_emulator/requests">All, as JSON</a><a href="/_emulator/state">State, as JSON</a></div>`;
}
