/** What nobody but its owner and Zoho may see. */
export const SECRET_KINDS = [
  "client secret",
  "refresh token",
  "access token",
  "grant code",
  "device code",
  "state",
  "code verifier",
  "data key",
  /** Of `vault.key`, under which the data key is wrapped. */
  "vault key",
  /** Binds a consent to the browser that began it. */
  "browser cookie",
  /** Stands in the page that asks whether a connection is the one that was meant. */
  "confirmation token",
  /** Opens Zoho's page on which scopes are added to a grant. */
  "scope token",
  /** Anything else that carries the emulator's mark: nobody has told what it is. */
  "unknown secret",
] as const;

export type SecretKind = (typeof SECRET_KINDS)[number];

/** One secret that was made in a test. */
export interface Secret {
  readonly kind: SecretKind;
  /** The secret itself, or its bytes in hexadecimal digits. */
  readonly value: string;
  readonly as: "text" | "bytes";
}

/** What a process under test lets out, and what is left of it on disk. */
export const CHANNELS = [
  /** What it prints: standard output and error, log level trace. */
  "log",
  /** What one of our nodes sends, and whatever reaches a probe. */
  "message",
  /** What any node shows below itself. */
  "status",
  /** What one of our nodes ends a message with, and every error of the library. */
  "error",
  /** Every byte that Node-RED's web server sends. */
  "answer",
  /** Global, flow and node contexts when it is stopped. */
  "context",
  /** Files with flows, as the editor exports them. */
  "flows",
  /** The vault's folder. */
  "vault",
  /** Everything else in the user directory: contexts on disk, Node-RED's own files. */
  "file",
] as const;

export type Channel = (typeof CHANNELS)[number];
