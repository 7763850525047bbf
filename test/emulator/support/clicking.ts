import type { RunningEmulator } from "../../../src/emulator/index";
import { type Answer, ask } from "./running";

/** What a person does on a page before they press. */
export interface Filled {
  /** Label of a radio button, without what stands in smaller print. */
  readonly choose?: string;
  /** Text by the field's name. */
  readonly type?: Readonly<Record<string, string>>;
}

/**
 * Presses the button of this text on a page, as a person would: the form's fields and the button's own value go along,
 * and where the answer leads to another page of the emulator, that is opened.
 */
export async function press(
  zoho: RunningEmulator,
  page: Answer,
  button: string,
  filled: Filled = {},
): Promise<Answer> {
  const form = page.text.split("<form ").find((part) => part.includes(`>${button}</button>`)) ?? "";
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? "";
  const fields = new URLSearchParams(filled.type);
  for (const [, name = "", value = ""] of form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    fields.set(name, value);
  }
  for (const [, name = "", value = "", label] of form.matchAll(
    /type="radio" name="([^"]+)" value="([^"]+)"[^>]*>\s*([^<]+?)\s*</g,
  )) {
    if (label === filled.choose) fields.set(name, value);
  }
  const own = new RegExp(`name="([^"]+)" value="([^"]+)">${button}</button>`).exec(form);
  if (own !== null) fields.set(own[1] ?? "", own[2] ?? "");
  const answer = await ask(zoho.url + action, { method: "POST", body: fields });
  const next = answer.headers.get("location");
  return answer.status === 303 && next !== null ? ask(zoho.url + next) : answer;
}
