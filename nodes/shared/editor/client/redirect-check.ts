import { beginCallbackCheck, callbackCheck, failureText } from "../admin-routes";
import { mayWrite } from "../may-write";
import type { Translate } from "../red";
import { httpInNode } from "./http-in-node";
import { type ProbeAnswer, type Verdict, verdictBefore, verdictOf } from "./redirect-verdict";
import { computedRedirectUri, effectiveRedirectUri } from "./redirect-uri";

const BUTTON = "#zoho-check-redirect";
const MESSAGE = "#zoho-redirect-check";
const INPUT = "#node-config-input-redirectUri";

/** Longest wait for an answer at the address, milliseconds. */
const PATIENCE_MS = 10_000;

/** Between two looks whether a probe that a person opens by hand has arrived, milliseconds. */
const LOOK_MS = 1_000;

/** Makes the Check button say whether Zoho's redirect will arrive at this Node-RED. */
export function bindRedirectCheck(translate: Translate): void {
  // What is said counts for the address and the press that it was found out for.
  let press = 0;
  $(BUTTON)
    .toggle(mayWrite())
    .on("click", () => {
      const turn = ++press;
      const isCurrent = (): boolean => turn === press && $(BUTTON).length > 0;
      void check(isCurrent, translate);
    });
  $(`${INPUT}, #node-config-input-callbackOn`).on("input change", () => {
    press++;
    $(MESSAGE).empty();
  });
}

async function check(isCurrent: () => boolean, translate: Translate): Promise<void> {
  const uri = effectiveRedirectUri();
  const show = (verdict: Verdict, probe?: string): void => {
    if (isCurrent()) draw(verdict, { uri, probe, translate });
  };
  const before = verdictBefore(uri, httpInNode(uri));
  if (before !== undefined) {
    show(before);
    return;
  }
  show({ kind: "progress", key: "asking" });
  try {
    const { probe } = await beginCallbackCheck();
    const answer = await sendProbe(addressOf(uri, probe));
    const { arrived } = await callbackCheck(probe);
    const verdict = verdictOf(uri, arrived, answer);
    show(verdict, probe);
    if (verdict.byHand === true)
      await waitForHand(probe, isCurrent, () => show(verdictOf(uri, true, answer)));
  } catch (error) {
    if (isCurrent()) say("error", failureText(error, translate));
  }
}

/**
 * Opens the address as Zoho's redirect would, as far as a page can: redirects are followed. Without cookies and logins,
 * because those of this browser say nothing of others, and a browser would ask for a password. The answer of another
 * origin can't be read, which is why the runtime is asked what has arrived.
 */
async function sendProbe(address: string): Promise<ProbeAnswer> {
  const isMixed = location.protocol === "https:" && address.startsWith("http:");
  try {
    const { type, status, redirected } = await fetch(address, {
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (type !== "opaque") return { kind: "read", status, redirected };
    // Of this origin everything can be read, unless it leads to another one.
    const wasSentAway = new URL(address).origin === location.origin;
    return wasSentAway ? { kind: "read", status: 302, redirected: true } : { kind: "unreadable" };
  } catch {
    return { kind: isMixed ? "blocked" : "silent" };
  }
}

function addressOf(uri: string, probe: string): string {
  const url = new URL(uri);
  url.searchParams.set("zoho_check", probe);
  return url.href;
}

/** Where only a person can open the address, it is looked for until it comes or the check is over. */
async function waitForHand(probe: string, isCurrent: () => boolean, came: () => void): Promise<void> {
  while (isCurrent()) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (!isCurrent()) return;
    // Once it is over, what was said before still holds.
    const standing = await callbackCheck(probe).catch(() => undefined);
    if (standing === undefined) return;
    if (standing.arrived) {
      came();
      return;
    }
  }
}

function draw(
  { kind, key, values, byHand, offersComputed }: Verdict,
  {
    uri,
    probe,
    translate,
  }: { readonly uri: string; readonly probe?: string | undefined; readonly translate: Translate },
): void {
  const server = $("#node-config-input-callbackOn").val() === "node" ? "node" : "admin";
  const computed = computedRedirectUri(server);
  const area = say(kind, translate(`zoho-client.check.${key}`, { uri, computed, ...values }));
  if (byHand === true && probe !== undefined) {
    const link = { href: addressOf(uri, probe), target: "_blank", rel: "noopener noreferrer" };
    area.append(" ", $("<a>", link).text(translate("zoho-client.check.openByHand")));
  }
  if (offersComputed === true && computed !== uri) {
    const use = $("<button>", { type: "button", class: "red-ui-button" })
      .text(translate("zoho-client.check.useComputed"))
      .on("click", () => {
        $(INPUT).val(computed).trigger("change").trigger("focus");
      });
    area.append($("<div>", { class: "zoho-next-steps" }).append(use));
  }
  area[0]?.scrollIntoView({ block: "nearest" });
}

function say(kind: Verdict["kind"], text: string): JQuery {
  return $(MESSAGE).attr("data-kind", kind).text(text);
}
