import type { DeviceStarted } from "../../../zoho-client/admin-api";
import type { Translate } from "../red";
import { copyBeside } from "./copy-beside";
import { webAddress } from "./web-address";

const PLACE = "#zoho-device";

/** Milliseconds between two looks at the clock. */
const TICK_MS = 500;

/**
 * Shows a code, where it is typed, and how much time is left.
 *
 * @param goesOn false as soon as nobody wants to know any more
 */
export function showDeviceCode(started: DeviceStarted, goesOn: () => boolean, translate: Translate): void {
  const { userCode, url, completeUrl, secondsLeft } = started;
  const page = webAddress(url);
  $("#zoho-device-link")
    .attr("href", webAddress(completeUrl ?? url))
    .text(page);
  $("#zoho-device-code").text(userCode);
  $("#zoho-device-copied").text("");
  $("#zoho-device-copy")
    .off("click")
    .on("click", (event) => {
      const button = event.currentTarget as HTMLElement;
      const copied = translate("zoho-client.device.copied");
      void copyBeside({ button, note: "#zoho-device-copied", copied }, translate);
    });
  $(PLACE).prop("hidden", false)[0]?.scrollIntoView({ block: "nearest" });
  // By the clock that nobody sets: that of the browser's machine may be wrong.
  const end = performance.now() + secondsLeft * 1_000;
  const isShown = (): boolean => goesOn() && $("#zoho-device-code").text() === userCode && !isHidden();
  const tick = (): void => {
    if (!isShown()) return;
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1_000));
    const time = `${String(Math.floor(left / 60))}:${String(left % 60).padStart(2, "0")}`;
    $("#zoho-device-left").text(translate("zoho-client.device.left", { time }));
    setTimeout(tick, TICK_MS);
  };
  tick();
}

/** Nobody is to type a code any more. */
export function hideDeviceCode(): void {
  $(PLACE).prop("hidden", true);
}

function isHidden(): boolean {
  return $(PLACE).prop("hidden") === true;
}
