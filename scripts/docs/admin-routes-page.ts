import { ADMIN_ROUTES, type AdminRoute } from "../../nodes/shared/admin/route-table";
import { type GeneratedPage, markdownTable, NOTICE } from "./page";

const ROUTES: readonly AdminRoute[] = ADMIN_ROUTES;

/** Which addresses answer, to whom, and what they do. */
export const ADMIN_ROUTES_PAGE: GeneratedPage = {
  path: "docs/admin-routes.md",
  render: () => `# Admin routes

${NOTICE}

What the dialogs ask, below the editor's own address (\`httpAdminRoot\`). Each needs the permission that is named, where
\`adminAuth\` is set: a user with \`read\` has every \`….read\`, one with \`*\` all. Without \`adminAuth\` whoever reaches the editor
has all of them, see [SECURITY.md](../SECURITY.md).

${markdownTable(
  ["method", "path", "permission", "does"],
  ROUTES.flatMap(({ method, path, permission, does }) =>
    permission === undefined ? [] : [[method, code(path), code(permission), does]],
  ),
)}

Two more are where Zoho sends the browser, so they can't ask for a permission. They are on the HTTP node server as well
(below \`httpNodeRoot\`).

${markdownTable(
  ["method", "path", "guarded by", "does"],
  ROUTES.flatMap(({ method, path, guard, does }) =>
    guard === undefined ? [] : [[method, code(path), guard, does]],
  ),
)}

- **No answer holds a token, a code or a secret.** All are marked \`Cache-Control: no-store\`.
- **A GET changes nothing**, save the callback, whose \`state\` works once. What has an effect, or calls Zoho, is a POST or DELETE.

## Who is turned away

| answer | what was wrong |
| --- | --- |
| 400 | the body is no JSON object, or a field of it can't be used: the answer says which, and what to do |
| 401 | no login, or one without the permission |
| 403 | another page than our editor asks: a foreign \`Origin\`, \`Sec-Fetch-Site: cross-site\` or \`same-site\`, or a host that is not this editor's |
| 404 | the connection or the consent in the path is not there; or the address has no such method |
| 413 | the body is longer than \`apiMaxLength\` of settings.js, 5 MB |
| 415 | the body of a POST is not \`application/json\` |

Pages of other sites can have the names of their own hosts lead to this machine (DNS rebinding), and are then of the same
origin for the browser. So where nobody needs to log in and the editor is open over plain http, only these hosts are
answered: IP addresses, \`localhost\`, names without a dot, names that nobody can register (\`.local\`, \`.lan\`, \`.home.arpa\`,
\`.internal\` and the like), the machine's own, \`uiHost\`, those of the redirect URIs of deployed clients, and those that
settings.js names:

\`\`\`js
zohoClientEditorHosts: ["gateway.example.com"],
\`\`\`

Over https, and with \`adminAuth\`, every name is answered.
`,
};

function code(text: string): string {
  // Without its slash: it stands below a root.
  return `\`${text.replace(/^\//, "")}\``;
}
