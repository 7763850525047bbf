import { CLIENT_DEFAULTS } from "../../zoho-client/config";
import type { ProductId } from "../../../src/zoho/products";
import type { FieldPart, MetadataParts, NamedPart } from "../metadata/metadata-api";
import { failureText, listFields, listModules } from "./admin-routes";
import { chosenClient } from "./client-choice";
import { textIn } from "./own-value";
import { presentValues } from "./property-definitions";
import type { Translate } from "./red";

/** What is known live; `problem` says why nothing is. */
export interface LiveParts {
  readonly parts: readonly FieldPart[];
  readonly problem?: string;
}

/** The answers of this dialog, by what was asked: typing back and forth asks nobody again. */
const ANSWERS = new Map<string, Promise<MetadataParts>>();

/** What the dialog's present choices mean for a question; undefined where nobody can be asked yet. */
function question(product: ProductId) {
  const client = chosenClient();
  const named = textIn("#node-input-connectionType") === "name" || textIn("#node-input-connection") === "";
  if (client === "" || !named) return undefined;
  const { realm, clientType } = presentValues(CLIENT_DEFAULTS, RED.nodes.node(client));
  const org = textIn("#node-input-orgType") === "str" ? textIn("#node-input-org") : "";
  return { client, realm, clientType, connection: textIn("#node-input-connection"), product, org };
}

/** The modules of the chosen connection, as it tells them. */
export async function liveModules(product: ProductId, translate: Translate): Promise<LiveParts> {
  const asked = question(product);
  if (asked === undefined) return { parts: [] };
  return told(`modules ${JSON.stringify(asked)}`, () => listModules(asked), translate);
}

/** The fields of a module, as its metadata or its newest record tells them. */
export async function liveFields(
  product: ProductId,
  module: string,
  translate: Translate,
): Promise<LiveParts> {
  const asked = question(product);
  if (asked === undefined || module === "") return { parts: [] };
  const path = product === "creator" ? module.replace(/\/([^/]*)$/, "/report/$1") : module;
  const query = { ...asked, module: path };
  return told(`fields ${JSON.stringify(query)}`, () => listFields(query), translate);
}

/** What can't be had is typed by hand; it is asked for again when the dialog asks again. */
async function told(
  key: string,
  ask: () => Promise<MetadataParts>,
  translate: Translate,
): Promise<LiveParts> {
  const answer = ANSWERS.get(key) ?? ask();
  ANSWERS.set(key, answer);
  try {
    const { parts, cause } = await answer;
    if (cause === undefined) return { parts };
    ANSWERS.delete(key);
    return { parts: [], problem: `${cause.reason} ${cause.remedy}` };
  } catch (error) {
    ANSWERS.delete(key);
    return { parts: [], problem: failureText(error, translate) };
  }
}

/** Offers parts by name in a `<datalist>`, with their labels beside them. */
export function offerParts(list: JQuery, parts: readonly NamedPart[]): void {
  list.empty();
  for (const { name, label } of parts) $("<option>").val(name).attr("label", label).appendTo(list);
}

/** Asks, and shows the answer unless it was asked again meanwhile. */
export function latest<T>(ask: () => Promise<T>, show: (answer: T) => unknown): () => void {
  let asked = 0;
  return () => {
    const mine = ++asked;
    void ask().then((answer) => {
      if (mine === asked) show(answer);
    });
  };
}
