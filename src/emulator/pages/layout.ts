/** Text made safe to stand in a page or an attribute. */
export function escapeHtml(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const STYLE = `
:root{color-scheme:light dark;--text:light-dark(#1b1f24,#e6e9ee);--quiet:light-dark(#545c68,#a3acb9);--page:light-dark(#fff,#14171b);--line:light-dark(#c9ced6,#454b55);--edge:light-dark(#7b8492,#7d8694);--soft:light-dark(#f4f6f8,#1d2127);--key:light-dark(#1a5fb4,#8ab8f0);--on-key:light-dark(#fff,#10141a)}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:var(--page);color:var(--text)}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.note{font-size:.875rem;border-bottom:1px solid var(--line);padding:.4rem 1rem;background:var(--soft);color:var(--quiet)}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem}h2{font-size:1.125rem;line-height:1.3;margin:2rem 0 .6rem}
ul.choices{list-style:none;margin:0;padding:0;display:grid;gap:.6rem}
ul.choices form{display:grid;grid-template-columns:9rem 1fr;gap:.2rem .9rem;align-items:center}
@media (max-width:34rem){ul.choices form{grid-template-columns:1fr}}
button,select,input,textarea{font:inherit;color:inherit;padding:.5rem .8rem;border:1px solid var(--edge);border-radius:.4rem;background:var(--soft)}
button{cursor:pointer;text-align:left}button:hover{border-color:var(--key)}
button.main{background:var(--key);border-color:var(--key);color:var(--on-key)}button.main:hover{text-decoration:underline}
label{display:block;margin:.8rem 0 .2rem}input,select,textarea{width:100%;box-sizing:border-box}
fieldset{border:1px solid var(--line);border-radius:.4rem;margin:0}fieldset label{display:flex;gap:.6rem;align-items:center;margin:.5rem 0}fieldset input{width:auto}
:focus-visible{outline:3px solid var(--key);outline-offset:2px}
.row{display:flex;gap:.6rem;flex-wrap:wrap;margin-top:1.2rem}
code{font-family:ui-monospace,monospace;font-size:.94em;overflow-wrap:anywhere}a{color:var(--key)}small{color:var(--quiet);font-size:.875rem}.about small{display:block}
`;

/**
 * A whole page: a line that says that nothing is real, then the heading, then the content. Everything is inline:
 * pages load nothing and run no script.
 *
 * @param title plain text
 * @param content HTML whose values are already escaped
 * @param more further styles, and what stands before everything else, such as a link that skips to the content
 */
export function layout(
  title: string,
  content: string,
  more: { readonly style?: string; readonly first?: string } = {},
): string {
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}${more.style ?? ""}</style></head>` +
    `<body>${more.first ?? ""}<div class="note">Zoho emulator: nothing here is real, and nothing leaves this machine.</div>` +
    `<main id="main"><h1>${escapeHtml(title)}</h1>\n${content}\n</main></body></html>\n`
  );
}

/** A hidden form field. */
export function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
}
