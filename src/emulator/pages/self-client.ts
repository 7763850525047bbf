import { orgLabel, type Person } from "../people/person";
import { READY_MADE_SELF_CLIENT } from "../ready-made-clients";
import { escapeHtml, layout } from "./layout";

/** Time limits that the console offers, minutes; the first is its default. */
const MINUTES = [3, 5, 10];

/** The Self Client's page of the API console: its credentials, and the form that generates a grant token. */
export function selfClientPage(options: {
  /** Where the form is sent. */
  readonly action: string;
  readonly place: string;
  readonly people: readonly Person[];
  readonly code?: string;
  readonly problem?: string;
}): string {
  const { clientId, clientSecret } = READY_MADE_SELF_CLIENT;
  const credentials =
    `<p>Client ID <code>${clientId}</code><br>Client secret <code>${clientSecret}</code></p>` +
    (options.problem === undefined
      ? ""
      : `<p role="alert"><strong>${escapeHtml(options.problem)}</strong></p>`) +
    (options.code === undefined
      ? ""
      : `<div role="status"><h2>Your code</h2><p><code>${escapeHtml(options.code)}</code></p></div>`);
  const choices = options.people.flatMap((person) => choicesOf(person));
  const form =
    choices.length === 0
      ? `<p>None of the emulator's people lives in this data center.</p>`
      : `<form method="post" action="${options.action}">` +
        `<label for="who">Person and organization</label><select id="who" name="who">${choices.join("")}</select>` +
        `<label for="scope">Scope</label><input id="scope" name="scope" required value="ZohoCRM.modules.ALL,ZohoCRM.org.READ">` +
        `<label for="minutes">Time limit</label><select id="minutes" name="minutes">` +
        MINUTES.map((minutes) => `<option value="${minutes}">${minutes} minutes</option>`).join("") +
        `</select><label for="description">Scope description</label><input id="description" name="description">` +
        `<div class="row"><button class="main">Create</button></div></form>`;
  return layout(`Self Client (${options.place})`, `${credentials}<h2>Generate code</h2>${form}`);
}

function choicesOf(person: Person): readonly string[] {
  const orgs = person.orgs.filter((org) => org.product === "crm");
  if (orgs.length === 0) return [`<option value="${person.zuid}/">${escapeHtml(person.name)}</option>`];
  return orgs.map(
    (org) =>
      `<option value="${person.zuid}/${org.id}">${escapeHtml(`${person.name}: ${orgLabel(org)}`)}</option>`,
  );
}
