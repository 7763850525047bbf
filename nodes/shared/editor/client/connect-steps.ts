import type { ErrorCode } from "../../../../src/errors/codes";
import type { Translate } from "../red";
import type { WayToConnect } from "./ways";

/** What happens on each way, in order; the last one is the good end. */
export const CONNECT_STEPS = {
  browser: ["opened", "consented", "stored", "connected"],
  device: ["coded", "typed", "stored", "connected"],
  selfClient: ["exchanged", "connected"],
  clientCredentials: ["asked", "connected"],
} as const satisfies Readonly<Record<WayToConnect, readonly string[]>>;

export type ConnectStep = (typeof CONNECT_STEPS)[WayToConnect][number];

/** How far connecting has come, as everybody sees it and screen readers tell it. */
export interface StepList {
  /** This step is under way; those before it are done. It never goes back. */
  readonly at: (step: ConnectStep) => void;
  /** The present step has failed, or the given one where it is further on. */
  readonly failed: (step?: ConnectStep) => void;
  /** All is done. */
  readonly done: () => void;
}

type StepState = "coming" | "current" | "done" | "failed";

const LIST = "#zoho-connect-steps";

const ICON_OF: Readonly<Record<StepState, string>> = {
  coming: "fa-circle-o",
  current: "fa-dot-circle-o",
  done: "fa-check-circle",
  failed: "fa-times-circle",
};

/** Shows the steps of a way, none of them done. */
export function showSteps(way: WayToConnect, translate: Translate): StepList {
  const steps: readonly ConnectStep[] = CONNECT_STEPS[way];
  let present = 0;
  const draw = (stateOfPresent: StepState): void => {
    const items = steps.map((step, index) => {
      const state = index < present ? "done" : index > present ? "coming" : stateOfPresent;
      return item(translate(`zoho-client.step.${step}`), state, translate);
    });
    $(LIST).empty().append(items).prop("hidden", false);
  };
  const goOn = (step: ConnectStep | undefined): void => {
    present = Math.max(present, step === undefined ? 0 : steps.indexOf(step));
  };
  draw("current");
  return {
    at: (step) => {
      const before = present;
      goOn(step);
      if (present !== before) draw("current");
    },
    failed: (step) => {
      goOn(step);
      draw("failed");
    },
    done: () => {
      present = steps.length - 1;
      draw("done");
    },
  };
}

/** Nothing is under way. */
export function hideSteps(): void {
  $(LIST).prop("hidden", true);
}

function item(text: string, state: StepState, translate: Translate): JQuery {
  const icon = $("<i>", { class: `fa ${ICON_OF[state]}`, "aria-hidden": "true" });
  const isPresent = state === "current" || state === "failed";
  const told = state === "done" || state === "failed" ? translate(`zoho-client.stepState.${state}`) : "";
  return $("<li>")
    .attr("data-state", state)
    .attr(isPresent ? { "aria-current": "step" } : {})
    .append(icon, $("<span>").text(text), $("<span>").addClass("zoho-visually-hidden").text(told));
}

/** Failures that come from the person or from Zoho's page, before there is a grant to store. */
const BEFORE_THE_GRANT: readonly ErrorCode[] = [
  "no_org",
  "access_denied",
  "unknown_scope",
  "consent_failed",
  "consent_abandoned",
  "consent_cancelled",
  "device_code_expired",
  "wrong_data_center",
  "forged_callback",
  "callback_invalid",
  "invalid_client",
  "invalid_redirect_uri",
  "invalid_response_type",
];

/** Whether a consent that ended so had given a grant. */
export function hadGrant(code: ErrorCode): boolean {
  return !BEFORE_THE_GRANT.includes(code);
}
