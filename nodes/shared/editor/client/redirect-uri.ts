import type { CallbackServer, ClientConfig } from "../../../zoho-client/config";
import { textIn } from "../own-value";
import type { Translate } from "../red";

const INPUT = "#node-config-input-redirectUri";

/** Path of the callback below the root of its server. */
const CALLBACK_PATH = "zoho/callback";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The address that Zoho sends the browser back to, as seen from where the editor runs: behind a proxy only the
 * browser knows it.
 */
export function computedRedirectUri(server: CallbackServer): string {
  if (server === "admin") return new URL(CALLBACK_PATH, location.href.replace(/[?#].*$/, "")).href;
  const root = `/${RED.settings.httpNodeRoot ?? ""}/`.replace(/\/{2,}/g, "/");
  return new URL(root + CALLBACK_PATH, location.origin).href;
}

/** Shows the computed address where none is stored, follows the choice of server, and copies. */
export function prepareRedirectUri(now: ClientConfig, translate: Translate): void {
  $(INPUT).val(now.redirectUri || computedRedirectUri(now.callbackOn));
  let server = now.callbackOn;
  const hint = (): void => {
    const problem = redirectProblem(textIn(INPUT), translate);
    $("#zoho-redirect-hint")
      .text(problem ?? translate("zoho-client.redirect.register"))
      .toggleClass("zoho-warning", problem !== undefined);
  };
  $("#node-config-input-callbackOn").on("change", () => {
    const next = chosenServer();
    if (isComputed(textIn(INPUT), server)) $(INPUT).val(computedRedirectUri(next)).trigger("change");
    server = next;
  });
  $(INPUT).on("input change", hint);
  $("#zoho-copy-redirect").on("click", () => void copy(translate));
  hint();
}

/** What is to be stored: blank where it is the computed one, so that the flow may move to another host. */
export function readRedirectUri(): string {
  const typed = textIn(INPUT);
  return isComputed(typed, chosenServer()) ? "" : typed;
}

/** The address that holds now, computed or typed. */
export function effectiveRedirectUri(): string {
  return textIn(INPUT) || computedRedirectUri(chosenServer());
}

/** Why Zoho, or common sense, will not take an address. */
export function redirectProblem(uri: string, translate: Translate): string | undefined {
  if (uri === "") return undefined;
  if (!URL.canParse(uri)) return translate("zoho-client.redirect.malformed");
  const { protocol, hostname, hash } = new URL(uri);
  if (hash !== "" || (protocol !== "https:" && protocol !== "http:")) {
    return translate("zoho-client.redirect.malformed");
  }
  const open = protocol === "http:" && !LOOPBACK.includes(hostname);
  return open ? translate("zoho-client.redirect.insecure") : undefined;
}

function chosenServer(): CallbackServer {
  return textIn("#node-config-input-callbackOn") === "node" ? "node" : "admin";
}

function isComputed(uri: string, server: CallbackServer): boolean {
  return uri === "" || uri === computedRedirectUri(server);
}

/** The clipboard of the browser works on https and localhost only; elsewhere the text is left selected. */
async function copy(translate: Translate): Promise<void> {
  const input = $(INPUT);
  input.trigger("focus").trigger("select");
  try {
    await navigator.clipboard.writeText(textIn(INPUT));
    $("#zoho-redirect-hint").removeClass("zoho-warning").text(translate("zoho-client.redirect.copied"));
  } catch {
    $("#zoho-redirect-hint").text(translate("zoho-client.redirect.selected"));
  }
}
