/**
 * An address as it may stand in a link or be opened: one of the web and of nothing else, such as `javascript:`.
 *
 * @throws Error where it is none
 */
export function webAddress(address: string): string {
  const { protocol, href } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") throw new Error("not a web address");
  return href;
}
