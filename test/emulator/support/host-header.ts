import { request as httpRequest } from "node:http";
import type { RunningEmulator } from "../../../src/emulator/index";

/** Asks under one of Zoho's host names, as a client does whose resolver leads it here. Redirects are not followed. */
export function askUnderName(
  target: RunningEmulator,
  host: string,
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly location: string | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const method = form === undefined ? "GET" : "POST";
    const sent = httpRequest(`${target.url}${path}`, { method, headers: { Host: host } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text });
      });
    });
    sent.on("error", reject);
    sent.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  });
}
