import type { Grant, RecordKind, VaultRecords } from "./vault";

/**
 * Formats of records that this version reads. What each means stands in docs/vault-format.md.
 *
 * - 1: the first.
 * - 2: as 1, with what an older version would misunderstand: rights of Self Clients without a refresh token, which it
 *   would take for broken grants, and consents on a device, which it would wait for in a browser.
 */
export const RECORD_FORMATS = [1, 2] as const;

export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** Formats by what is in the records, because a field alone tells nothing to a version that does not know it. */
const FORMAT_OF: { readonly [K in RecordKind]: (record: VaultRecords[K]) => RecordFormat } = {
  grant: ({ current, candidate }) => ([current, candidate].some(isWithoutToken) ? 2 : 1),
  access: () => 1,
  budget: () => 1,
  start: ({ device }) => (device === undefined ? 1 : 2),
  // Older versions do not look into this folder.
  forgotten: () => 1,
};

/** The lowest format that can hold a record, so that going back to an older version loses as little as it can. */
export function lowestFormat<K extends RecordKind>(kind: K, record: VaultRecords[K]): RecordFormat {
  return FORMAT_OF[kind](record);
}

function isWithoutToken(grant: Grant | undefined): boolean {
  return grant !== undefined && grant.refreshToken === undefined;
}
