import { invalidInput } from "../../../src/errors/invalid-input";
import type { ZohoError } from "../../../src/errors/zoho-error";

/** What the path of a request names does not exist: the route answers 404, with the reason in words. */
export class NotThere extends Error {
  readonly zohoError: ZohoError;

  /**
   * @param what e.g. `The connection`
   * @param problem ends the sentence, e.g. `does not exist any more`
   */
  constructor(what: string, problem: string) {
    super(`${what} ${problem}`);
    this.zohoError = invalidInput(what, problem);
  }
}
