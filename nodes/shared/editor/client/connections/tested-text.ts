import type { ConnectionTested } from "../../../../zoho-client/admin-api";
import type { Translate } from "../../red";

/** What a test has shown, in words: that it works, how fast, as whom and in which org; or why not, and what to do. */
export function testedText(
  tested: ConnectionTested,
  translate: Translate,
): { readonly kind: "success" | "error"; readonly text: string } {
  if (tested.state === "failed") {
    return { kind: "error", text: `${tested.cause.reason} ${tested.cause.remedy}` };
  }
  const { app, org, user, tookMs, creditsLeft } = tested;
  const say = (key: string): string =>
    translate(`zoho-client.tested.${key}`, { app, org: org?.name, user, ms: tookMs, left: creditsLeft });
  const who =
    org === undefined
      ? user === undefined
        ? []
        : [say("asUser")]
      : [say(user === undefined ? "inOrg" : "asUserInOrg")];
  const credits = creditsLeft === undefined ? [] : [say("credits")];
  return {
    kind: "success",
    text: [say(app === undefined ? "token" : "works"), ...who, ...credits].join(" "),
  };
}
