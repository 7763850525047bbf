import { failureText, RouteFailure, sendPasted } from "../admin-routes";
import { textIn } from "../own-value";
import type { Translate } from "../red";

const PLACE = "#zoho-paste";
const INPUT = "#node-config-input-zoho-pasted";
const HINT = "#zoho-paste-hint";

/**
 * Offers to end a consent with the address of the page that its browser could not open, because nothing answers at the
 * redirect URI. What comes of it is told like that of every other consent; only what is wrong with the address itself
 * is said here.
 *
 * @param ticket of the consent that waits
 * @param shown `open` where people are known to need it
 * @returns tells whether an address has been taken
 */
export function offerPasting(
  ticket: string,
  translate: Translate,
  shown: "open" | "folded",
): { readonly isTaken: () => boolean } {
  let isTaken = false;
  const send = async (): Promise<void> => {
    const address = textIn(INPUT);
    // It holds a code: it stays nowhere longer than it must.
    $(INPUT).val("");
    if (address === "") {
      complain(translate("zoho-client.paste.empty"));
      return;
    }
    complain("");
    isTaken = true;
    try {
      await sendPasted({ ticket, address });
    } catch (error) {
      isTaken = false;
      complain(problemText(error, translate));
    }
  };
  complain("");
  $("#zoho-paste-send")
    .off("click")
    .on("click", () => void send());
  $(INPUT)
    .val("")
    .off("keydown")
    .on("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      void send();
    });
  $(PLACE)
    .prop("hidden", false)
    .prop("open", shown === "open");
  return { isTaken: () => isTaken };
}

/** What is wrong with the address says by itself what to do. */
function problemText(error: unknown, translate: Translate): string {
  const cause = error instanceof RouteFailure ? error.failure?.cause : undefined;
  return cause?.code === "invalid_input" ? cause.reason : failureText(error, translate);
}

/** No consent waits for an address any more. */
export function hidePasting(): void {
  $(INPUT).val("");
  $(PLACE).prop("hidden", true);
}

function complain(text: string): void {
  $(HINT).text(text);
  if (text !== "") $(INPUT).trigger("focus");
}
