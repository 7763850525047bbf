import { escapeHtml, layout } from "./layout";

/** Where a person types the code that their device shows. */
export function deviceCodePage(options: {
  /** Where the form is sent. */
  readonly action: string;
  /** What a link of the device has filled in, or the person typed. */
  readonly userCode: string;
  readonly problem?: string;
}): string {
  const problem =
    options.problem === undefined
      ? ""
      : `<p role="alert" id="problem"><strong>${escapeHtml(options.problem)}</strong></p>`;
  const about = options.problem === undefined ? "" : ` aria-invalid="true" aria-describedby="problem"`;
  return layout(
    "Connect a device",
    `${problem}<form method="post" action="${options.action}">` +
      `<label for="user_code">Code that your device shows</label>` +
      `<input id="user_code" name="user_code" required autofocus autocomplete="off" autocapitalize="characters"` +
      ` spellcheck="false" maxlength="20" value="${escapeHtml(options.userCode)}"${about}>` +
      `<div class="row"><button class="main">Continue</button></div></form>`,
  );
}
