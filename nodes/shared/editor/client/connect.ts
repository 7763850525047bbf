import type { ErrorCause } from "../../../../src/errors/zoho-error";
import type { ConnectionView, DialogClient } from "../../../zoho-client/admin-api";
import { failureText, RouteFailure } from "../admin-routes";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { type ConnectAttempt, type ConnectWay, leftOutText, MissingValue } from "./connect-attempt";
import { connectByBrowser } from "./connect-by-browser";
import { connectByCredentials, prepareSoid } from "./connect-by-credentials";
import { connectByDeviceCode } from "./connect-by-device-code";
import { connectByGrantCode } from "./connect-by-grant-code";
import { hideSteps, showSteps } from "./connect-steps";
import type { ConnectionTable } from "./connection-table";
import { hideDeviceCode } from "./device-code";
import { say } from "./message-area";
import { type ConnectChoice, nextSteps, PLAIN } from "./next-steps";
import { hidePasting } from "./pasted-address";
import { chosenWay } from "./way-question";
import type { WayToConnect } from "./ways";

const NAME = "#node-config-input-zoho-connection-name";

const CONNECT_BY: Readonly<Record<WayToConnect, ConnectWay>> = {
  browser: connectByBrowser,
  device: connectByDeviceCode,
  selfClient: connectByGrantCode,
  clientCredentials: connectByCredentials,
};

/**
 * Makes the Connect button work, on the way that people have chosen.
 *
 * @param client the values of the dialog at that moment
 */
export function bindConnect(client: () => DialogClient, table: ConnectionTable, translate: Translate): void {
  const button = document.getElementById("node-config-input-zoho-connect");
  // Each press counts; an earlier attempt is no longer followed.
  let press = 0;

  const connect = async (choice: ConnectChoice = PLAIN): Promise<void> => {
    const turn = ++press;
    const goesOn = (): boolean => turn === press && button?.isConnected === true;
    hideSteps();
    hideDeviceCode();
    hidePasting();
    const connection = textIn(NAME);
    if (connection === "") {
      missing(NAME, translate("zoho-client.connect.noName"));
      return;
    }
    // A client type that comes from a variable says nothing here; the browser is how most connect.
    const way = chosenWay() ?? "browser";
    const attempt = attemptOf({ client: client(), connection, choice, way, goesOn });
    try {
      await CONNECT_BY[way](attempt);
    } catch (error) {
      if (goesOn()) stopped(attempt, error);
    }
  };

  const attemptOf = (
    facts: Pick<ConnectAttempt, "client" | "connection" | "choice" | "goesOn"> & {
      readonly way: WayToConnect;
    },
  ): ConnectAttempt => {
    const steps = showSteps(facts.way, translate);
    const attempt: ConnectAttempt = {
      ...facts,
      translate,
      steps,
      connected: (connection) => connected(attempt, connection),
      failed: (cause) => failed(attempt, cause),
    };
    return attempt;
  };

  const stopped = (attempt: ConnectAttempt, error: unknown): void => {
    if (error instanceof MissingValue) {
      hideSteps();
      missing(error.input, error.message);
      return;
    }
    attempt.steps.failed();
    if (error instanceof RouteFailure && error.failure !== undefined) failed(attempt, error.failure.cause);
    else say("error", failureText(error, translate));
  };

  const failed = (attempt: ConnectAttempt, cause: ErrorCause): void => {
    const again = (next: ConnectChoice): void => {
      $(NAME).val(attempt.connection);
      void connect(next);
    };
    const actions = nextSteps(cause, attempt, { connect: again, translate });
    say("error", `${cause.reason} ${cause.remedy}`, undefined, actions);
  };

  const connected = async (attempt: ConnectAttempt, connection: ConnectionView): Promise<void> => {
    // The new row first: it would push the good news out of view.
    await table.refresh();
    if (!attempt.goesOn()) return;
    attempt.steps.done();
    say("success", connectedText(connection, translate) + leftOutText(attempt));
  };

  $("#node-config-input-zoho-connect").on("click", () => void connect());
  table.onConnectAgain((name, choice) => {
    $(NAME).val(name);
    void connect(choice);
  });
  prepareSoid(translate);
}

function connectedText(
  { name, orgName, orgId, environment, user }: ConnectionView,
  translate: Translate,
): string {
  const place = [orgName ?? orgId, environment].filter((part) => part !== undefined).join(", ");
  const key = place === "" ? "connected" : user === undefined ? "connectedTo" : "connectedAs";
  return translate(`zoho-client.connect.${key}`, { name, place, user });
}

function missing(input: string, text: string): void {
  say("error", text);
  $(input).trigger("focus");
}
