/** Rules of the sidebar: narrow, in the colours of the editor's theme. */
const RULES = `
/* Node-RED's colour of links is too pale on its own background (WCAG AA), in its dark theme too: links are underlined text. */
.zoho-sidebar { display: flex; flex-direction: column; height: 100%; color: var(--red-ui-primary-text-color); }
.zoho-sidebar > .red-ui-sidebar-header { display: flex; align-items: center; gap: 6px; text-align: left; flex: none; }
.zoho-sidebar .zoho-summary { flex: 1 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.zoho-sidebar-body { flex: 1 1 auto; overflow-y: auto; padding: 4px 10px 16px; line-height: 1.4; overflow-wrap: break-word; }
.zoho-sidebar h4 { margin: 16px 0 4px; font-size: 1em; line-height: 1.4; font-weight: bold; }
.zoho-sidebar h5 { margin: 10px 0 2px; font-size: 1em; line-height: 1.4; font-weight: normal; }
.zoho-sidebar .zoho-hint { margin: 2px 0 0; max-width: none; }
.zoho-sidebar .zoho-table { margin: 0 0 8px; }
.zoho-sidebar .zoho-table th, .zoho-sidebar .zoho-table td { padding: 5px 8px 5px 0; line-height: 1.4; }
.zoho-sidebar .zoho-table tbody th { color: inherit; overflow-wrap: anywhere; min-width: 90px; }
.zoho-sidebar .zoho-table td:last-child { padding-right: 0; }
.zoho-sidebar .zoho-list { margin: 0; list-style: none; }
.zoho-sidebar .zoho-list > li { padding: 6px 0 8px; line-height: 1.4; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.zoho-sidebar .zoho-list > li > button { margin-top: 6px; }
.zoho-error-heading { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8px; }
.zoho-sidebar .zoho-when { color: var(--red-ui-secondary-text-color); }
.zoho-sidebar .zoho-remedy { margin-top: 2px; color: var(--red-ui-secondary-text-color); }
.zoho-mark { display: flex; align-items: baseline; gap: 5px; }
.zoho-mark > i { flex: none; font-size: 0.7em; color: var(--red-ui-node-status-colors-grey); }
.zoho-mark > i[data-tone="good"] { color: var(--red-ui-node-status-colors-green); }
.zoho-mark > i[data-tone="waiting"] { color: var(--red-ui-node-status-colors-yellow); }
.zoho-mark > i[data-tone="bad"] { color: var(--red-ui-node-status-colors-red); }
.zoho-sidebar .zoho-link { padding: 0; border: 0; background: none; font: inherit; text-align: left; color: inherit; text-decoration: underline; overflow-wrap: anywhere; }
.zoho-sidebar .zoho-link:focus-visible { outline: 1px solid var(--red-ui-form-input-focus-color); outline-offset: 1px; }
.zoho-sidebar .zoho-more-clients { display: inline; }
.zoho-sidebar .zoho-more-clients > summary { cursor: pointer; }
.zoho-sidebar .zoho-state { white-space: normal; }
.zoho-beginning { margin: 8px 0; }
`;

const STYLE_ID = "zoho-sidebar-style";

/** Adds the rules to the editor, once. */
export function addSidebarStyle(): void {
  if (document.getElementById(STYLE_ID) === null) $("<style>", { id: STYLE_ID }).text(RULES).appendTo("head");
}
