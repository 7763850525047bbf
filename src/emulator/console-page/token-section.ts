import {
  accessTokenViews,
  type AccessTokenView,
  codeViews,
  type ConsentView,
  refreshTokenViews,
  type RefreshTokenView,
} from "../control/token-views";
import type { World } from "../world";
import { type ButtonOf, buttonForm } from "./button-form";
import { duration } from "./duration";
import { markup, type Markup } from "./markup";
import { meter, table } from "./table";

/** Rows of one table; a loop that asks for tokens must not make the page endless. */
const SHOWN = 50;

const FOR_ALL: readonly ButtonOf[] = [
  { press: "expireAccessTokens", label: "Expire all access tokens" },
  { press: "evictAccessTokens", label: "Evict all access tokens" },
  { press: "throttleGrants", label: "Throttle all refresh tokens" },
  { press: "revokeGrants", label: "Revoke all grants", kind: "danger" },
];

/** Codes and tokens with their remaining life, newest first, and what can be done to them. */
export function tokenSection(world: World): Markup {
  return markup`${refreshTokens(world)}${accessTokens(world)}${grantCodes(world)}
<h3>All of them</h3><div class="row">${buttonForm({ section: "tokens", buttons: FOR_ALL })}</div>`;
}

function refreshTokens(world: World): Markup {
  const all = refreshTokenViews(world);
  return table({
    caption: counted("Refresh tokens", all.length),
    columns: ["Token", "Consent", "Age", "Refreshes in ten minutes", "Access tokens", "Do"],
    rows: newest(all).map((token) => [
      markup`<code>${token.token}</code>`,
      who(token),
      duration((world.clock.now() - Date.parse(token.createdAt)) / 1000),
      refreshes(world, token),
      meter(token.accessTokens, world.settings.maxActiveAccess),
      tokenButtons(token, `refresh token ${token.token}`, [
        ["throttleGrants", "Throttle"],
        ["evictGrants", "Evict"],
        ["revokeGrants", "Revoke"],
      ]),
    ]),
    empty: "None yet. A consent with offline access brings one.",
  });
}

function refreshes(world: World, token: RefreshTokenView): Markup {
  const used = meter(token.refreshesInTenMinutes, world.settings.accessPer10min);
  if (token.throttledSecondsLeft === 0) return used;
  return markup`${used} <strong class="mark">throttled for ${duration(token.throttledSecondsLeft)}</strong>`;
}

function accessTokens(world: World): Markup {
  const all = accessTokenViews(world);
  return table({
    caption: counted("Access tokens", all.length),
    columns: ["Token", "Consent", "Refresh token", "Life left", "Do"],
    rows: newest(all).map((token: AccessTokenView) => [
      markup`<code>${token.token}</code>`,
      who(token),
      token.ofRefreshToken === null ? "none (online)" : markup`<code>${token.ofRefreshToken}</code>`,
      duration(token.secondsLeft),
      tokenButtons(token, `access token ${token.token}`, [
        ["expireAccessTokens", "Expire"],
        ["evictAccessTokens", "Evict"],
      ]),
    ]),
    empty: "None is alive.",
  });
}

function grantCodes(world: World): Markup {
  const all = codeViews(world);
  return table({
    caption: counted("Grant codes", all.length),
    columns: ["Code", "Consent", "Life left", "Do"],
    rows: newest(all).map((code) => [
      markup`<code>${code.code}</code>`,
      who(code),
      duration(code.secondsLeft),
      tokenButtons(code, `grant code ${code.code}`, [["expireCodes", "Expire"]]),
    ]),
    empty: "None waits to be exchanged.",
  });
}

function tokenButtons(
  token: { readonly id: string },
  about: string,
  buttons: readonly (readonly [press: ButtonOf["press"], label: string])[],
): Markup {
  return buttonForm({
    section: "tokens",
    fields: { token: token.id },
    buttons: buttons.map(([press, label]) => ({ press, label, about })),
  });
}

function who(consent: ConsentView): Markup {
  const orgs = consent.orgs.join(", ");
  return markup`${consent.person}${orgs === "" ? "" : `, ${orgs}`}, ${consent.dataCenter}<br><small><code>${consent.clientId}</code></small>`;
}

function newest<T>(all: readonly T[]): readonly T[] {
  return all.slice(-SHOWN).reverse();
}

function counted(caption: string, count: number): string {
  return count > SHOWN ? `${caption}: the newest ${SHOWN} of ${count}` : `${caption}: ${count}`;
}
