import type { ErrorCause } from "../../../../src/errors/zoho-error";
import { appOfScope, appsRequiringAccount } from "../../../../src/zoho/apps";
import type { DialogClient } from "../../../zoho-client/admin-api";
import type { Translate } from "../red";
import type { MessageAction } from "./message-area";

/** How a press of Connect differs from the plain one. */
export interface ConnectChoice {
  /** Scopes that are left out of this consent; they stay in the client. */
  readonly without: readonly string[];
  /** Whether the connection may move to the org, environment, person or data center that is chosen at Zoho. */
  readonly elsewhere: "refuse" | "move";
  /** Whether Zoho's answer comes to this Node-RED, or is pasted into the dialog. */
  readonly comesBack: "callback" | "pasted";
}

export const PLAIN: ConnectChoice = { without: [], elsewhere: "refuse", comesBack: "callback" };

/**
 * What can be done right away about a consent that has failed: connect without the scopes of an app in which the
 * person has no account, move the connection to where the consent has landed, or paste what can't come back.
 *
 * @param attempt what was pressed this time
 * @param connect connects the same connection once more
 */
export function nextSteps(
  { code }: ErrorCause,
  {
    client,
    connection,
    choice,
  }: { readonly client: DialogClient; readonly connection: string; readonly choice: ConnectChoice },
  {
    connect,
    translate,
  }: { readonly connect: (choice: ConnectChoice) => void; readonly translate: Translate },
): readonly MessageAction[] {
  if (code === "no_org") {
    const asked = client.scopes.filter((scope) => !choice.without.includes(scope));
    return appsRequiringAccount(asked).flatMap((app) => {
      const left = asked.filter((scope) => appOfScope(scope)?.name === app);
      // A consent needs at least one scope.
      if (left.length === asked.length) return [];
      const without = [...choice.without, ...left];
      return [
        {
          text: translate("zoho-client.connect.without", { app }),
          press: () => connect({ ...choice, without }),
        },
      ];
    });
  }
  if (code === "redirect_elsewhere") {
    const press = (): void => connect({ ...choice, comesBack: "pasted" });
    return [{ text: translate("zoho-client.connect.pasteInstead"), press }];
  }
  // What is declared holds for a move as well: there the declaration is what must change.
  const isDeclared = client.connections.some(({ name }) => name === connection);
  if (code === "pinned_elsewhere" && !isDeclared) {
    const press = (): void => connect({ ...choice, elsewhere: "move" });
    return [{ text: translate("zoho-client.connect.move", { name: connection }), press }];
  }
  return [];
}
