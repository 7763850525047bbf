import { isRecord } from "./is-record";

/** What an answer says of one record of a write, whoever sent it. */
export interface ItemAnswer {
  readonly isWritten: boolean;
  readonly code: string;
  readonly message: string;
  /** What is known of a written record, or of what was wrong with a refused one. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly id?: string;
  /** `insert` or `update` of an upsert. */
  readonly action?: string;
}

/**
 * What an answer says of the records of a write, in order: the one list of such in it, under whatever name.
 *
 * @returns undefined where the answer is not about records that were written
 */
export function itemAnswers(body: unknown): readonly (ItemAnswer | undefined)[] | undefined {
  if (!isRecord(body)) return undefined;
  // Creator answers one record without a list: {"code": 3000, "data": {"ID"}, "message"}
  if (body["code"] === CREATOR_WRITTEN && isRecord(body["data"])) return [creatorItem(body)];
  const lists = Object.values(body).filter(
    (value): value is unknown[] => Array.isArray(value) && value.length > 0,
  );
  const ofCrm = lists.find((list) => list.every(isCrmItem));
  if (ofCrm !== undefined) return ofCrm.map(crmItem);
  const { result } = body;
  return isList(result) && result.every(isCreatorItem) ? result.map(creatorItem) : undefined;
}

/** The same where it is known that records were written, and the form of some answers is not. */
export function answersOfWrite(body: unknown): readonly (ItemAnswer | undefined)[] {
  const data = isRecord(body) ? body["data"] : undefined;
  return itemAnswers(body) ?? (isList(data) ? data.map(crmItem) : []);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

/** CRM v8: `{"code": "SUCCESS", "details": {"id"}, "message", "status": "success", "action"}` */
function isCrmItem(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value["code"] === "string" &&
    (value["status"] === "success" || value["status"] === "error")
  );
}

function isHalfCrmItem(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && (value["status"] !== undefined || value["code"] !== undefined);
}

function crmItem(value: unknown): ItemAnswer | undefined {
  if (!isHalfCrmItem(value)) return undefined;
  const { status, code, message, action } = value;
  const details = isRecord(value["details"]) ? value["details"] : {};
  return {
    isWritten: status === "success" || (status === undefined && code === "SUCCESS"),
    code: typeof code === "string" ? code : "UNKNOWN",
    message: typeof message === "string" ? message : "",
    details,
    ...(typeof details["id"] === "string" && { id: details["id"] }),
    ...(typeof action === "string" && { action }),
  };
}

const CREATOR_WRITTEN = 3000;

/** Creator v2.1: `{"code": 3000, "data": {"ID"}, "message"}`, or `{"code": 3001, "error": {"Email": "…"}}` */
function isCreatorItem(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value["code"] === "number" &&
    ("data" in value || "error" in value || "message" in value)
  );
}

function creatorItem(value: unknown): ItemAnswer | undefined {
  if (!isRecord(value)) return undefined;
  const { code, data, error, message, description } = value;
  const isWritten = code === CREATOR_WRITTEN;
  const details = isWritten ? (isRecord(data) ? data : {}) : { error };
  const id = isRecord(data) ? data["ID"] : undefined;
  return {
    isWritten,
    code: String(code),
    message: wordsOf(message) ?? wordsOf(description) ?? wordsOf(error) ?? "",
    details,
    ...((typeof id === "string" || typeof id === "number") && { id: String(id) }),
  };
}

/** A text, or all texts of a list or an object. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value !== "object" || value === null) return undefined;
  const texts = Object.values(value).flatMap((one: unknown) => wordsOf(one) ?? []);
  return texts.length === 0 ? undefined : texts.join(" ");
}
