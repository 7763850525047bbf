/**
 * Opens a consent page as a browser does, and presses Confirm where the callback's page asks whether this is the
 * connection that was meant.
 */
export async function consentInBrowser(address: string): Promise<void> {
  const page = await fetch(address);
  const token = /name="token" value="([^"]+)"/.exec(await page.text())?.[1];
  if (token === undefined) return;
  const url = new URL(page.url);
  url.search = "";
  const body = new URLSearchParams({ token, answer: "yes" });
  const answer = await fetch(url, { method: "POST", body, headers: { origin: url.origin } });
  await answer.text();
}
