import type { Translate } from "../../red";
import { smallButton } from "./small-button";

/** Only one form is open at a time: the table takes the other ones away. */
const INPUT_ID = "zoho-connection-new-name";

/** What the form for another name needs. */
export interface RenameQuestion {
  readonly name: string;
  /** Nodes that name it, as `nodesNaming` tells them. */
  readonly nodes: readonly string[];
  /** Renames; throws the sentence that says why not. */
  readonly rename: (name: string) => Promise<void>;
  /** Takes the form away. */
  readonly close: () => void;
}

/** Asks for another name and says what goes by the present one. Enter renames, Escape leaves it. */
export function drawRenameForm({ name, nodes, rename, close }: RenameQuestion, translate: Translate): JQuery {
  const say = (key: string, values?: Readonly<Record<string, unknown>>): string =>
    translate(`zoho-client.rename.${key}`, values);
  const input = $("<input>", { type: "text" })
    .attr({ id: INPUT_ID, autocomplete: "off", spellcheck: "false" })
    .val(name);
  const problem = $("<div>", { class: "zoho-warning" }).attr("role", "alert");
  const named = nodes.length === 0 ? say("noNodes") : say("nodes", { nodes: nodes.join(", ") });
  const submit = smallButton(translate("zoho-client.button.rename")).addClass("primary");
  const go = async (): Promise<void> => {
    submit.prop("disabled", true);
    try {
      await rename(String(input.val() ?? "").trim());
    } catch (error) {
      problem.text(error instanceof Error ? error.message : "");
      submit.prop("disabled", false);
      input.trigger("focus");
    }
  };
  submit.on("click", () => void go());
  input.on("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Else Node-RED would close the whole dialog.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") void go();
    else close();
  });
  return $("<div>", { class: "zoho-card-form" }).append(
    $("<label>", { for: INPUT_ID }).text(say("label", { name })),
    $("<span>", { class: "zoho-field" }).append(
      input,
      submit,
      smallButton(translate("zoho-client.button.cancel")).on("click", close),
    ),
    problem,
    $("<div>", { class: "zoho-state-hint" }).text(`${named} ${say("byName")}`),
  );
}
