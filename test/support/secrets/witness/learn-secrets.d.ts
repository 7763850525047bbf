import type { Secret } from "../secret";

/** Tells of every secret that is made in this process from now on; some are told more than once. */
export function learnSecrets(onSecret: (secret: Secret) => void): void;
