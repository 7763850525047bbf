import { isPrivateHost } from "../../../../src/connect/redirect-uri";
import { isLoopback } from "./loopback";

/** What came of opening the redirect URI from the dialog. */
export type ProbeAnswer =
  | { readonly kind: "read"; readonly status: number; readonly redirected: boolean }
  /** Something answers, under another origin. */
  | { readonly kind: "unreadable" }
  /** Nothing answers, or the browser does not trust what does. */
  | { readonly kind: "silent" }
  /** A page that came by https may not open an http address; a redirect of Zoho's may. */
  | { readonly kind: "blocked" };

/** What is said about a redirect URI. */
export interface Verdict {
  readonly kind: "progress" | "success" | "error";
  /** Below `zoho-client.check`. */
  readonly key: string;
  readonly values?: Readonly<Record<string, unknown>>;
  /** Whether opening it in a window of its own may still tell. */
  readonly byHand?: boolean;
  /** Whether the address that the dialog computes may be the right one. */
  readonly offersComputed?: boolean;
}

/** Where the dialog itself is open; passed in by tests. */
type Here = Pick<Location, "hostname">;

/** Statuses of a login that stands before the address. */
const LOGIN: readonly number[] = [401, 403, 407, 511];

/** Statuses of a proxy that can't reach what is behind it. */
const PROXY: readonly number[] = [502, 503, 504];

/**
 * What can be said without asking anybody.
 *
 * @param ownNode name of an `http in` node that answers there
 * @returns undefined where it is to be tried
 */
export function verdictBefore(uri: string, ownNode: string | undefined): Verdict | undefined {
  if (!URL.canParse(uri)) return { kind: "error", key: "noUrl", offersComputed: true };
  const { protocol, hostname, username, password, hash } = new URL(uri);
  if (protocol === "http:" && !isPrivateHost(hostname)) return { kind: "error", key: "publicHttp" };
  if ((protocol !== "http:" && protocol !== "https:") || username + password + hash !== "")
    return { kind: "error", key: "noUrl", offersComputed: true };
  // A probe would run the flow behind it.
  if (ownNode !== undefined) return { kind: "success", key: "ownNode", values: { node: ownNode } };
  return undefined;
}

/**
 * What is said once it was tried.
 *
 * @param arrived what the runtime says: it alone knows
 */
export function verdictOf(
  uri: string,
  arrived: boolean,
  answer: ProbeAnswer,
  here: Here = location,
): Verdict {
  return arrived ? verdictOfArrival(new URL(uri).hostname, here) : verdictOfLoss(answer, new URL(uri).host);
}

function verdictOfArrival(host: string, here: Here): Verdict {
  // The cookie that binds a consent of the dialog to its browser belongs to one host.
  if (host !== here.hostname)
    return { kind: "error", key: "arrivesElsewhere", values: { host, here: here.hostname } };
  return { kind: "success", key: isLoopback(host) ? "arrivesHere" : "arrives", values: { host } };
}

function verdictOfLoss(answer: ProbeAnswer, host: string): Verdict {
  if (answer.kind !== "read") return { kind: "error", key: answer.kind, values: { host }, byHand: true };
  const { status, redirected } = answer;
  const values = { host, status };
  if (LOGIN.includes(status) || redirected) return { kind: "error", key: "login", values, byHand: true };
  if (PROXY.includes(status)) return { kind: "error", key: "proxy", values };
  if (status === 404) return { kind: "error", key: "wrongPath", values, offersComputed: true };
  return { kind: "error", key: "otherAnswer", values, byHand: true, offersComputed: true };
}
