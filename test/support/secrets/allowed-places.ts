import { type Channel, type SecretKind } from "./secret";
import { HIDDEN } from "./secret-search";

/** Where a secret has to stand: everywhere else it is a leak. */
export interface AllowedPlace {
  readonly kind: SecretKind;
  readonly channel: Channel;
  /** The end of a file's path, with `/`, or of what let it out. */
  readonly file?: string;
  /** What the word is around the secret. */
  readonly word: RegExp;
  readonly why: string;
}

/** The consent page of Zoho Accounts with the secret as `state`, also where the address is itself a parameter. */
const CONSENT_PAGE = /\/oauth\/v2\/auth\?[^<]*[?&]state=<secret>/;

export const ALLOWED_PLACES: readonly AllowedPlace[] = [
  {
    kind: "state",
    channel: "message",
    word: CONSENT_PAGE,
    why: "the prompt is the address that a person opens; without the browser's redirect it is worth nothing",
  },
  {
    kind: "state",
    channel: "answer",
    word: CONSENT_PAGE,
    why: "the dialog opens the same address in the window of whoever pressed Connect",
  },
  {
    kind: "state",
    channel: "log",
    file: "of the tests",
    word: CONSENT_PAGE,
    why: "tests of the library open the page as the person's browser does, and their HTTP client tells of it",
  },
  {
    kind: "browser cookie",
    channel: "answer",
    word: /^[\w-]+=<secret>;?$/,
    why: "Set-Cookie is how the browser gets it",
  },
  {
    kind: "confirmation token",
    channel: "answer",
    word: /^[0-9a-f]{64}\.<secret>$/,
    why: "a hidden field of the page that asks, from which the answer takes it",
  },
  {
    kind: "vault key",
    channel: "vault",
    file: "/vault.key",
    word: /^<secret>$/,
    why: "its own file, which SECURITY.md explains",
  },
];

/** True where the secret may stand so. @param file path of a file, `/` between folders, or any other name */
export function isAllowed(kind: SecretKind, channel: Channel, file: string, word: string): boolean {
  return ALLOWED_PLACES.some(
    (place) =>
      place.kind === kind &&
      place.channel === channel &&
      (place.file === undefined || file.endsWith(place.file)) &&
      // Once where it belongs does not excuse a second time beside it.
      !word.replace(place.word, "").includes(HIDDEN),
  );
}
