import type { StatusBoard } from "../shared/status-board";
import type { WatchState } from "./watch-state";

/** Shows below the node how its watch is doing. */
export function showWatch(status: StatusBoard, state: WatchState): void {
  const next = state.nextPollAt === undefined ? "" : timeOf(state.nextPollAt);
  switch (state.is) {
    case "polling":
      status.say("polling");
      return;
    case "waiting":
      status.say("waitingForFlow");
      return;
    case "paused":
      status.say("watchPaused");
      return;
    case "failing":
      if (state.error !== undefined) status.sayFailed(state.error);
      return;
    case "beginning":
      status.say("beginning", { next });
      return;
    case "resting":
      status.say("watching", {
        changes: state.lastChanges ?? 0,
        last: timeOf(state.lastPollAt ?? 0),
        next,
      });
  }
}

/** As a clock on the wall where Node-RED runs: `14:05:10`. */
function timeOf(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-GB");
}
