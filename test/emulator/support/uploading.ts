import { type Answer, ask } from "./running";
import type { Caller, Row } from "./calling";
import { CRM_SCOPES } from "./consenting";

/** What a consent asks for whose token may also keep files. */
export const WITH_FILES = { scope: `${CRM_SCOPES},ZohoCRM.files.ALL` };

/** A file to upload. */
export interface Upload {
  readonly name: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
}

/** A form with these files, each as a part named `file`. */
export function formOf(...uploads: readonly Upload[]): FormData {
  const form = new FormData();
  for (const { name, content, type = "application/octet-stream" } of uploads) {
    form.append("file", new Blob([content], { type }), name);
  }
  return form;
}

/** Posts a body as it is below `crm/v8`. */
export function post(
  who: Caller,
  path: string,
  body: BodyInit | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return ask(`${who.zoho.url}/www.zohoapis.com/crm/v8/${path}`, {
    method: "POST",
    headers: { Authorization: `Zoho-oauthtoken ${who.token}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

/** A download with its bytes. */
export async function downloaded(
  who: Caller,
  path: string,
): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }> {
  const response = await fetch(`${who.zoho.url}/www.zohoapis.com/crm/v8/${path}`, {
    headers: { Authorization: `Zoho-oauthtoken ${who.token}` },
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** The ID in the first item of a write's answer. */
export function idIn(answer: Answer): string {
  const [item] = answer.body["data"] as readonly { readonly details: Row }[];
  return String(item?.details["id"]);
}

/** A new record of a module, by ID. */
export async function newRecord(who: Caller, module = "Leads"): Promise<string> {
  return idIn(await who.send("POST", module, { data: [{ Last_Name: "Attached" }] }));
}
