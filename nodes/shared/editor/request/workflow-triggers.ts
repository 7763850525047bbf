import { WORKFLOW_TRIGGERS, type WorkflowTrigger } from "../../../zoho-request/config";
import type { Translate } from "../red";

/** A check box for each automation of CRM that a write may set off. */
export function offerTriggers(chosen: readonly WorkflowTrigger[], translate: Translate): void {
  const row = $("#zoho-trigger-row").empty();
  for (const trigger of WORKFLOW_TRIGGERS) {
    const label = $("<label>").appendTo(row);
    $("<input>", { type: "checkbox", id: inputId(trigger) })
      .prop("checked", chosen.includes(trigger))
      .appendTo(label);
    $("<span>")
      .text(translate(`zoho-request.trigger.${trigger}`))
      .appendTo(label);
  }
}

export function chosenTriggers(): WorkflowTrigger[] {
  return WORKFLOW_TRIGGERS.filter((trigger) => $(`#${inputId(trigger)}`).is(":checked"));
}

function inputId(trigger: WorkflowTrigger): string {
  return `node-input-trigger-${trigger}`;
}
