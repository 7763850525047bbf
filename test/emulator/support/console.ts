import { type RunningEmulator } from "../../../src/emulator/index";
import { type Answer, ask } from "./running";

/** The console page as a browser shows it after a button was pressed. */
export interface Pressed {
  /** Of the POST. */
  readonly answer: Answer;
  /** The page that the answer leads to. */
  readonly page: string;
  /** The one line that says what was done. */
  readonly said: string | undefined;
}

/** Sends a form of the console page and follows where it leads. */
export async function press(
  target: RunningEmulator,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {
    Origin: target.url,
    "Sec-Fetch-Site": "same-origin",
  },
): Promise<Pressed> {
  const body = new URLSearchParams({ section: "tokens", ...fields });
  const answer = await ask(`${target.url}/`, { method: "POST", body, headers });
  const next = answer.headers.get("location");
  if (next === null) return { answer, page: "", said: undefined };
  const page = (await ask(new URL(next, target.url).href)).text;
  return { answer, page, said: /<p id="said"[^>]*>([^<]*)</.exec(page)?.[1] };
}

/** The public ID of the newest token whose button has this text. */
export function tokenOf(page: string, button: string): string {
  const forms = page.split("<form ").filter((form) => form.includes(`>${button}<`));
  const ids = forms.map((form) => /name="token" value="([^"]+)"/.exec(form)?.[1]);
  return ids.find((id) => id !== undefined) ?? "";
}
