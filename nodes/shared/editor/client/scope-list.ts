import { parseScopes } from "../../../../src/zoho/scopes";
import { textIn } from "../own-value";
import type { Translate } from "../red";

/** The scopes as text: one for each line. What stands there is what is stored. */
const TEXT = "#node-config-input-scopes";
const LIST = "#zoho-scope-list";

/** The scopes as they stand in the dialog. */
export function readScopes(): string[] {
  return [...parseScopes(textIn(TEXT))];
}

/** Calls back whenever the scopes have changed, by whatever way. */
export function onScopes(changed: () => void): void {
  $(TEXT).on("input change", changed);
}

/** Shows the scopes as a list whose entries can be removed, beside the text. */
export function prepareScopeList(scopes: readonly string[], translate: Translate): void {
  $(TEXT).val(scopes.join("\n"));
  let shown: string | undefined;
  const show = (): void => {
    const now = readScopes();
    // Drawn anew without need, the list would lose the focus.
    if (shown === JSON.stringify(now)) return;
    shown = JSON.stringify(now);
    $(LIST)
      .empty()
      .append(now.map((scope) => entry(scope, translate)));
  };
  onScopes(show);
  $(LIST).on("click", "button", (event) => {
    const pressed = $(event.currentTarget);
    const place = $(LIST).find("button").index(pressed);
    removeScope(String(pressed.closest("li").attr("data-scope")), translate);
    const left = $(LIST).find("button");
    // The focus stays where the next one can be removed.
    if (left.length === 0) $("#zoho-scope-product").trigger("focus");
    else left.eq(Math.min(place, left.length - 1)).trigger("focus");
  });
  show();
}

/** Adds what is not there yet. @returns what was added */
export function addScopes(wanted: readonly string[], translate: Translate): readonly string[] {
  const before = readScopes();
  const added = [...new Set(wanted)].filter((scope) => !before.includes(scope));
  if (added.length > 0) write([...before, ...added]);
  const key = added.length === 0 ? "nothingAdded" : "added";
  tell(translate(`zoho-client.scopes.${key}`, { scopes: added.join(", ") }));
  return added;
}

function removeScope(scope: string, translate: Translate): void {
  write(readScopes().filter((one) => one !== scope));
  tell(translate("zoho-client.scopes.removed", { scope }));
}

function write(scopes: readonly string[]): void {
  $(TEXT).val(scopes.join("\n")).trigger("change");
}

/** For whoever does not see the list change. */
function tell(text: string): void {
  $("#zoho-scope-said").text(text);
}

/** Sets a short note beside entries, and takes it from all others. */
export function markEntries(kind: string, notes: ReadonlyMap<string, string>): void {
  $(LIST)
    .children("li")
    .each((_index, item) => {
      const note = notes.get(item.getAttribute("data-scope") ?? "");
      const mark = $(item).children(`.zoho-scope-mark[data-kind="${kind}"]`);
      if (note === undefined) mark.remove();
      else if (mark.length > 0) mark.text(note);
      else $("<small>", { class: "zoho-scope-mark" }).attr("data-kind", kind).text(note).appendTo(item);
    });
}

function entry(scope: string, translate: Translate): JQuery {
  const remove = $("<button>", { type: "button", class: "red-ui-button red-ui-button-small" })
    .attr("aria-label", translate("zoho-client.scopes.remove", { scope }))
    .append($("<i>", { class: "fa fa-times", "aria-hidden": "true" }));
  return $("<li>").attr("data-scope", scope).append($("<code>").text(scope), remove);
}
