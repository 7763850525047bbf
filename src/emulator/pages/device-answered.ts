import { layout } from "./layout";

const ANSWERED = {
  accepted: ["Your device is connected", "You can close this page: the device goes on by itself."],
  rejected: ["Your device was not connected", "You can close this page: the device is told."],
  "too late": ["The code has run out", "Start again on your device: it shows another code."],
} as const;

/** What a person sees who has answered for a device: there is no app to go back to. */
export function deviceAnsweredPage(how: keyof typeof ANSWERED): string {
  const [title, text] = ANSWERED[how];
  return layout(title, `<p role="status">${text}</p>`);
}
