import { ZohoError } from "../../../src/errors/zoho-error";
import type { SecretWatch } from "./secret-watch";

/** From now on the watch sees every error of ours that is made in this process, whoever catches it. */
export function watchErrors(watch: SecretWatch): void {
  const made = new Set<ZohoError>();
  const prototype = ZohoError.prototype as unknown as { speak: () => void };
  const { speak } = prototype;
  // An error makes its sentences anew whenever it learns something.
  prototype.speak = function (this: ZohoError) {
    made.add(this);
    speak.call(this as unknown as typeof prototype);
  };
  watch.output("error", "ZohoError", () =>
    [...made].map((error) => `${JSON.stringify([error.stack, error, error.cause])}\n`).join(""),
  );
}
