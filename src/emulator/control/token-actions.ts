import { consentKey, killRefreshToken } from "../accounts/token-store";
import type { World } from "../world";
import type { TokenSelection } from "./token-selection";

/** How many tokens an action met. */
export interface ActionOutcome {
  readonly codes: number;
  readonly refreshTokens: number;
  readonly accessTokens: number;
}

/** What else an action was told. */
export interface ActionHow {
  readonly seconds?: number | undefined;
  /** Named where the tokens of one person are meant. */
  readonly person?: string | undefined;
}

/** What can happen to tokens behind an app's back. */
export interface TokenAction {
  /** One line, for docs and pages. */
  readonly does: string;
  readonly run: (world: World, meant: TokenSelection, how: ActionHow) => ActionOutcome;
}

const NOTHING: ActionOutcome = { codes: 0, refreshTokens: 0, accessTokens: 0 };

/** All of them, by the name that control requests use. A new one is a row. */
export const TOKEN_ACTIONS = {
  expireAccessTokens: {
    does: "access tokens run out now",
    run: killAccessTokens,
  },
  evictAccessTokens: {
    does: "access tokens are pushed out, as an eleventh pushes out the first",
    run: killAccessTokens,
  },
  expireCodes: {
    does: "grant codes run out now",
    run: (world, { codes }) => {
      for (const { code } of codes) world.tokens.codes.delete(code);
      return { ...NOTHING, codes: codes.length };
    },
  },
  expirePageTokens: {
    does: "page tokens and cursors that lists gave so far die, whosever they are",
    run: (world) => {
      world.pageTokenGeneration += 1;
      return NOTHING;
    },
  },
  throttleGrants: {
    does: "refresh tokens are refused for a while (`seconds`; by default the setting `throttleFor`)",
    run: (world, { refreshTokens }, { seconds = world.settings.throttleFor }) => {
      for (const token of refreshTokens) token.throttledUntil = world.clock.now() + seconds * 1000;
      return { ...NOTHING, refreshTokens: refreshTokens.length };
    },
  },
  evictGrants: {
    does: "refresh tokens are pushed out, as a 21st pushes out the first; the consent stays remembered",
    run: (world, { refreshTokens }) => ({
      ...NOTHING,
      refreshTokens: refreshTokens.length,
      accessTokens: refreshTokens.reduce((sum, { token }) => sum + killRefreshToken(world.tokens, token), 0),
    }),
  },
  revokeGrants: {
    does: "refresh tokens are revoked and the consent is forgotten, as by somebody who removes the app in Zoho Accounts",
    run: (world, meant, { person }) => {
      const { refreshTokens, accessTokens } = person === undefined ? meant : withoutOrgGrants(meant);
      for (const { token, consent } of refreshTokens) {
        killRefreshToken(world.tokens, token);
        world.consents.delete(consentKey(consent));
      }
      for (const { token } of accessTokens) world.tokens.access.delete(token);
      return { codes: 0, refreshTokens: refreshTokens.length, accessTokens: accessTokens.length };
    },
  },
} as const satisfies Readonly<Record<string, TokenAction>>;

export type TokenActionName = keyof typeof TOKEN_ACTIONS;

export function isTokenActionName(value: unknown): value is TokenActionName {
  return typeof value === "string" && Object.hasOwn(TOKEN_ACTIONS, value);
}

function killAccessTokens(world: World, { accessTokens }: TokenSelection): ActionOutcome {
  for (const { token } of accessTokens) world.tokens.access.delete(token);
  return { ...NOTHING, accessTokens: accessTokens.length };
}

/** What an administrator granted for a whole org outlives the person's password and connected apps. */
function withoutOrgGrants({ codes, refreshTokens, accessTokens }: TokenSelection): TokenSelection {
  return {
    codes,
    refreshTokens: refreshTokens.filter(({ consent }) => consent.level !== "org"),
    accessTokens: accessTokens.filter(({ consent }) => consent.level !== "org"),
  };
}
