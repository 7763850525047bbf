import { provideProgram } from "./system-programs";

/** Before the first browser test: finds or installs Chromium, or says that these tests are skipped. */
export default async function prepareChromium(): Promise<void> {
  await provideProgram("chromium");
}
