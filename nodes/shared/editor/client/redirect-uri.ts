import { checkRedirectUri } from "../../../../src/connect/redirect-uri";
import type { CallbackServer, ClientConfig } from "../../../zoho-client/config";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { copyInput } from "./copy-input";
import { isLoopback } from "./loopback";

const INPUT = "#node-config-input-redirectUri";

/** Path of the callback below the root of its server. */
const CALLBACK_PATH = "zoho/callback";

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
    const uri = effectiveRedirectUri();
    const problem = redirectProblem(uri, translate);
    const warning = problem ?? (isOpenToOthers(uri) ? translate("zoho-client.redirect.insecure") : undefined);
    // The emulator's clients need nothing registered.
    const emulator = textIn("#node-config-input-realm") === "emulator";
    $("#zoho-redirect-hint")
      .text(warning ?? (emulator ? "" : translate("zoho-client.redirect.register")))
      .toggleClass("zoho-warning", warning !== undefined);
  };
  $("#node-config-input-callbackOn").on("change", () => {
    const next = chosenServer();
    if (isComputed(textIn(INPUT), server)) $(INPUT).val(computedRedirectUri(next)).trigger("change");
    server = next;
  });
  $(INPUT).on("input change", hint);
  $("#node-config-input-realm").on("change", hint);
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

/** Why the runtime will not take an address; blank stands for the computed one. */
export function redirectProblem(uri: string, translate: Translate): string | undefined {
  if (uri === "") return undefined;
  try {
    checkRedirectUri(uri);
    return undefined;
  } catch {
    return translate("zoho-client.redirect.refused");
  }
}

/** Taken, but others on the network can read along: http anywhere but on this machine. */
function isOpenToOthers(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return protocol === "http:" && !isLoopback(hostname);
}

function chosenServer(): CallbackServer {
  return textIn("#node-config-input-callbackOn") === "node" ? "node" : "admin";
}

function isComputed(uri: string, server: CallbackServer): boolean {
  return uri === "" || uri === computedRedirectUri(server);
}

async function copy(translate: Translate): Promise<void> {
  const copied = await copyInput(INPUT);
  if (copied) $("#zoho-redirect-hint").removeClass("zoho-warning");
  $("#zoho-redirect-hint").text(translate(`zoho-client.redirect.${copied ? "copied" : "selected"}`));
}
