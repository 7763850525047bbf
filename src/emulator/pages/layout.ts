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
:root{color-scheme:light dark;--line:light-dark(#c9ced6,#454b55);--soft:light-dark(#f4f6f8,#1d2127);--key:light-dark(#1a5fb4,#8ab8f0)}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:light-dark(#fff,#14171b);color:light-dark(#1b1f24,#e6e9ee)}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.note{font-size:.85rem;border-bottom:1px solid var(--line);padding:.4rem 1rem;background:var(--soft)}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
ul.choices{list-style:none;padding:0;display:grid;gap:.5rem}
button,select,input,textarea{font:inherit;color:inherit;padding:.55rem .8rem;border:1px solid var(--line);border-radius:.4rem;background:var(--soft)}
button{cursor:pointer;text-align:left}button.main{background:var(--key);border-color:var(--key);color:light-dark(#fff,#10141a)}
ul.choices button{width:100%}label{display:block;margin:.8rem 0 .2rem}input,select,textarea{width:100%;box-sizing:border-box}
fieldset{border:1px solid var(--line);border-radius:.4rem}fieldset label{display:flex;gap:.6rem;align-items:center}fieldset input{width:auto}
:focus-visible{outline:3px solid var(--key);outline-offset:2px}
.row{display:flex;gap:.6rem;flex-wrap:wrap;margin-top:1.2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}a{color:var(--key)}small{opacity:.8}
`;

/**
 * A whole page. Everything is inline: pages load nothing.
 *
 * @param title plain text
 * @param content HTML whose values are already escaped
 */
export function layout(title: string, content: string): string {
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>` +
    `<body><div class="note">Zoho emulator: nothing here is real, and nothing leaves this machine.</div>` +
    `<main><h1>${escapeHtml(title)}</h1>\n${content}\n</main></body></html>\n`
  );
}

/** A hidden form field. */
export function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
}
