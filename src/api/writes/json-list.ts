import { type JsonPiece, jsonPieces } from "./json-pieces";

/** A JSON object that holds one list among other members, all as they stand in the text. */
export interface JsonList {
  /** The list's elements. */
  readonly elements: readonly string[];
  /** What else the object holds. */
  readonly others: readonly JsonPiece[];
}

/**
 * Finds the list of this name in a JSON object.
 *
 * @returns undefined where there is none
 */
export function findJsonList(text: unknown, name: string): JsonList | undefined {
  if (typeof text !== "string" || !text.trimStart().startsWith("{")) return undefined;
  const members = jsonPieces(text) ?? [];
  const list = members.findLast((member) => member.name === name);
  if (list?.text.startsWith("[") !== true) return undefined;
  return {
    elements: (jsonPieces(list.text) ?? []).map((element) => element.text),
    others: members.filter((member) => member.name !== name),
  };
}

/** The object again, with these elements in its list. */
export function withElements(
  name: string,
  elements: readonly string[],
  others: readonly JsonPiece[],
): string {
  const members = [
    `${JSON.stringify(name)}:[${elements.join(",")}]`,
    ...others.map((member) => `${JSON.stringify(member.name)}:${member.text}`),
  ];
  return `{${members.join(",")}}`;
}
