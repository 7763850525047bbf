/**
 * How much all uploaded files may take together, bytes. They are held in memory, and in base64 a state file must stay
 * below the longest text that Node can make: 512 MB.
 */
export const FILE_SPACE_BYTES = 256 * 1024 * 1024;

/** Room for uploaded files, shared by all orgs. */
export interface FileSpace {
  /** @returns false, and nothing is taken, where so much is not left */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
  /** All is free again. */
  clear(): void;
}

export function createFileSpace(limit = FILE_SPACE_BYTES): FileSpace {
  let used = 0;
  return {
    take(bytes) {
      if (used + bytes > limit) return false;
      used += bytes;
      return true;
    },
    giveBack(bytes) {
      used -= bytes;
    },
    clear() {
      used = 0;
    },
  };
}
