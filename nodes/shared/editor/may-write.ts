/**
 * Whether whoever has signed in to the editor may use routes that need write access. They refuse it anyway; this only
 * keeps buttons away that could do nothing.
 */
export function mayWrite(): boolean {
  return RED.user.hasPermission("zoho-client.write");
}
