import { disconnect, failureText, renameConnection, testConnection } from "../../admin-routes";
import type { Translate } from "../../red";
import { readDeclaredConnections } from "../declared-connections";
import { type ConnectChoice, PLAIN } from "../next-steps";
import { askFirst } from "./ask-first";
import type { ConnectionAction, ConnectionCard } from "./connection-card";
import { nodesNaming } from "./nodes-naming";
import { drawRenameForm } from "./rename-form";
import { testedText } from "./tested-text";

/** What the actions need of the table. */
export interface ActionSurroundings {
  /** ID of the config node. */
  readonly client: string;
  readonly translate: Translate;
  /** Asks the runtime again. */
  readonly refresh: () => Promise<void>;
  /** Says something that outlasts the card. */
  readonly note: (text: string) => void;
  /** Connects this name once more. */
  readonly connect: (name: string, choice: ConnectChoice) => void;
  /** Makes a link by which somebody else consents for this name. */
  readonly invite: (name: string) => void;
  /** Puts the focus on the card of a connection. */
  readonly focus: (name: string) => void;
}

/** Does what was pressed on the card of a connection. */
export function doAction(action: ConnectionAction, card: ConnectionCard, around: ActionSurroundings): void {
  const ACTIONS = { test, reconnect, invite, rename, move, disconnect: leave };
  // One form at a time: of two, nobody would know which one Enter is for.
  $(".zoho-card-form").remove();
  around.note("");
  ACTIONS[action](card, around);
}

function test(card: ConnectionCard, { translate, refresh }: ActionSurroundings): void {
  const button = card.element.find('[data-action="test"]');
  // Not `disabled`, which would lose the focus.
  if (button.attr("aria-disabled") === "true") return;
  const go = async (): Promise<void> => {
    try {
      const { kind, text } = testedText(await testConnection(card.shown().id), translate);
      // It may have become healthy by it, or the opposite.
      await refresh();
      card.say(kind, text);
    } catch (error) {
      card.say("error", failureText(error, translate));
    } finally {
      button.removeAttr("aria-disabled");
    }
  };
  button.attr("aria-disabled", "true");
  card.say("progress", translate("zoho-client.tested.asking"));
  void go();
}

function reconnect(card: ConnectionCard, { connect }: ActionSurroundings): void {
  connect(card.shown().name, PLAIN);
}

function invite(card: ConnectionCard, around: ActionSurroundings): void {
  around.invite(card.shown().name);
}

function rename(card: ConnectionCard, around: ActionSurroundings): void {
  const { translate } = around;
  const { id, name: former } = card.shown();
  const send = async (name: string): Promise<void> => {
    await renameConnection(id, name).catch((error: unknown) => {
      throw new Error(failureText(error, translate));
    });
    card.ask(undefined);
    await around.refresh();
    around.focus(name);
    if (name !== former) around.note(translate("zoho-client.rename.done", { former, name }));
  };
  const close = (): void => {
    card.ask(undefined);
    card.element.find('[data-action="rename"]').trigger("focus");
  };
  const nodes = nodesNaming(around.client, former);
  card.ask(drawRenameForm({ name: former, nodes, rename: send, close }, translate));
  card.element.find("input").trigger("focus").trigger("select");
}

function move(card: ConnectionCard, { translate, connect }: ActionSurroundings): void {
  const { name, orgName, orgId } = card.shown();
  // What is declared holds for a move as well: there the declaration is what must change.
  if (readDeclaredConnections().some((declared) => declared.name === name)) {
    card.say("error", translate("zoho-client.move.declared", { name }));
    return;
  }
  const org = orgName ?? orgId ?? translate("zoho-client.table.unknown");
  askFirst(
    {
      sentences: [
        translate("zoho-client.move.question", { name }),
        translate("zoho-client.move.meaning", { name, org }),
      ],
      yes: translate("zoho-client.button.move"),
      no: translate("zoho-client.button.keep"),
    },
    () => connect(name, { ...PLAIN, elsewhere: "move" }),
  );
}

function leave(card: ConnectionCard, around: ActionSurroundings): void {
  const { translate, note, refresh } = around;
  const { id, name, state } = card.shown();
  const isDamaged = state === "damaged";
  const nodes = nodesNaming(around.client, name);
  const go = async (): Promise<void> => {
    try {
      const { left } = await disconnect(id);
      await refresh();
      note(translate(`zoho-client.disconnect.${left === 0 ? "done" : "left"}`, { name, left }));
    } catch (error) {
      await refresh();
      note(failureText(error, translate));
    }
  };
  const named =
    nodes.length === 0 ? [] : [translate("zoho-client.rename.nodes", { nodes: nodes.join(", ") })];
  askFirst(
    {
      sentences: isDamaged
        ? [translate("zoho-client.disconnect.damaged")]
        : [
            translate("zoho-client.disconnect.question", { name }),
            translate("zoho-client.disconnect.meaning"),
            ...named,
          ],
      yes: translate("zoho-client.button.disconnect"),
      no: translate("zoho-client.button.keep"),
    },
    () => void go(),
  );
}
