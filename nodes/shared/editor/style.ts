import { CONNECTION_RULES } from "./connection-style";

/**
 * Rules that the dialogs share. Colours are the editor's own variables, so that every theme fits; sizes follow
 * its forms.
 */
const RULES = `
/* Node-RED 4's secondary text is too pale to be read on its own background (WCAG AA, 4.5:1); this one is not, in any theme. */
.zoho-form, .zoho-sidebar { --red-ui-secondary-text-color: var(--red-ui-secondary-text-color-inactive); }
.zoho-form .form-row > label { width: 146px; white-space: nowrap; }
.zoho-form .form-row > label > i { width: 16px; text-align: center; }
.zoho-form .form-row > input[type="text"], .zoho-form .form-row > input[type="password"] { width: 70%; }
.zoho-form .form-row > label + *, .zoho-form .form-row > label ~ .red-ui-typedInput-container { max-width: calc(100% - 154px); }
.zoho-form .zoho-check { display: flex; align-items: center; gap: 8px; }
.zoho-form .zoho-check > label { width: auto; margin: 0; white-space: normal; }
.zoho-form input[type="checkbox"] { width: auto; margin: 0; }
.zoho-unit { margin-left: 6px; color: var(--red-ui-secondary-text-color); }
.zoho-hint { display: block; margin: 4px 0 0 150px; max-width: min(70%, 100% - 154px); font-size: 0.92em; line-height: 1.4; color: var(--red-ui-secondary-text-color); }
.zoho-hint:empty { display: none; }
.zoho-hint a { text-decoration: underline; }
.zoho-form .zoho-warning { color: var(--red-ui-text-color-error); }
.zoho-form .form-tips { max-width: none; margin: 12px 0; }
.zoho-form .form-tips.zoho-row-tip { margin: 0 0 12px 150px; width: min(70%, 100% - 154px); box-sizing: border-box; }
.zoho-search { position: relative; display: inline-block; width: 70%; }
.zoho-search > input[type="text"] { width: 100%; }
.zoho-search > ul { position: absolute; z-index: 10; left: 0; right: 0; max-height: 260px; margin: 0; overflow-y: auto; list-style: none; background: var(--red-ui-form-input-background); border: 1px solid var(--red-ui-form-input-border-color); }
.zoho-search > ul > li { padding: 5px 8px; cursor: pointer; line-height: 1.4; }
.zoho-search > ul > li[aria-selected="true"] { background: var(--red-ui-list-item-background-hover); }
.zoho-search > ul small { display: block; color: var(--red-ui-secondary-text-color); overflow-wrap: anywhere; }
.zoho-list-label { margin-bottom: 4px; }
.zoho-form .zoho-triggers { margin-left: 150px; display: flex; flex-wrap: wrap; gap: 6px 18px; }
.zoho-form .form-row.zoho-triggers > label { display: inline-flex; align-items: center; gap: 6px; width: auto; margin: 0; }
.zoho-more { margin: 4px 0 12px; }
.zoho-more > summary { cursor: pointer; padding: 6px 0; color: var(--red-ui-primary-text-color); }
.zoho-more > summary:focus-visible { outline: 1px solid var(--red-ui-form-input-focus-color); }
.zoho-table { width: 100%; margin-bottom: 16px; border-collapse: collapse; }
.zoho-table th, .zoho-table td {
  text-align: left; vertical-align: top; padding: 6px 8px 6px 0; font-weight: normal;
  border-bottom: 1px solid var(--red-ui-secondary-border-color);
}
.zoho-table th { color: var(--red-ui-secondary-text-color); }
.zoho-table caption { caption-side: top; text-align: left; padding: 8px 0; color: var(--red-ui-primary-text-color); }
.zoho-table .zoho-actions { text-align: right; padding-right: 0; }
.zoho-table .zoho-actions > button { margin: 0 0 4px 4px; }
.zoho-table .zoho-name { overflow-wrap: anywhere; }
.zoho-table .zoho-hint { margin: 0; max-width: none; }
.zoho-table-note { margin: 6px 0 12px; color: var(--red-ui-secondary-text-color); }
.zoho-table-note:empty { display: none; }
.zoho-form .zoho-ways { margin: 4px 0 12px; padding: 0; border: 0; min-width: 0; }
.zoho-form .zoho-ways > legend { margin: 0 0 6px; padding: 0; border: 0; width: auto; font-size: inherit; line-height: 1.4; color: inherit; }
.zoho-form .zoho-way { display: flex; align-items: baseline; gap: 8px; width: auto; margin: 0 0 6px; }
.zoho-form .zoho-way > input { width: auto; margin: 0; flex: none; }
.zoho-form .zoho-way small { display: block; font-size: 0.92em; color: var(--red-ui-secondary-text-color); }
.zoho-form .zoho-ways > .zoho-hint { margin: 0; max-width: none; }
.zoho-make { margin: 0 0 12px; padding: 8px 10px; border-left: 3px solid var(--red-ui-secondary-border-color); line-height: 1.5; }
.zoho-make a { text-decoration: underline; }
.zoho-make dl { margin: 4px 0; }
.zoho-make dt { font-weight: normal; color: var(--red-ui-secondary-text-color); }
.zoho-make dd { margin: 0 0 4px; overflow-wrap: anywhere; }
.zoho-make code { white-space: normal; overflow-wrap: anywhere; }
.zoho-scopes { display: grid; grid-template-columns: 146px minmax(0, 1fr); gap: 0 4px; margin: 0 0 12px; }
.zoho-scopes > div:first-child > i { width: 16px; text-align: center; }
.zoho-scopes > div:last-child { max-width: 620px; }
.zoho-scopes code { padding: 0; border: 0; background: none; color: var(--red-ui-primary-text-color); white-space: normal; overflow-wrap: anywhere; }
#zoho-scope-list { list-style: none; margin: 0 0 6px; padding: 0; }
#zoho-scope-list > li { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 6px; padding: 2px 0; line-height: 1.4; }
#zoho-scope-list > li > small { flex-basis: 100%; color: var(--red-ui-secondary-text-color); }
#zoho-scope-said, #zoho-scope-hints, #zoho-scope-advice { font-size: 0.92em; line-height: 1.4; color: var(--red-ui-secondary-text-color); }
#zoho-scope-hints > div, .zoho-scope-note { margin: 0 0 6px; overflow-wrap: anywhere; }
#zoho-scope-said:not(:empty) { margin: 0 0 6px; overflow-wrap: anywhere; }
.zoho-scope-note a { text-decoration: underline; }
.zoho-scope-row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin: 6px 0; }
.zoho-form .zoho-scope-row > label { flex: 0 0 100%; margin: 0; }
.zoho-form .zoho-scope-row > select { width: auto; flex: 1 1 130px; min-width: 0; }
.zoho-form .zoho-scope-row > input { flex: 1 1 160px; width: auto; min-width: 0; }
#zoho-scope-offers { max-height: 260px; overflow-y: auto; margin: 0 0 6px; padding: 4px 8px; border: 1px solid var(--red-ui-secondary-border-color); }
.zoho-form .zoho-scope-offer { display: flex; align-items: baseline; gap: 8px; width: auto; margin: 0 0 6px; }
.zoho-form .zoho-scope-offer > input { flex: none; }
.zoho-scope-offer code { display: inline-block; margin-right: 6px; }
.zoho-scope-offer small { display: block; color: var(--red-ui-secondary-text-color); }
#zoho-scopes-text > textarea { width: 100%; box-sizing: border-box; resize: vertical; }
.zoho-form .zoho-drop { outline: 2px dashed var(--red-ui-form-input-focus-color); }
.zoho-section { margin: 20px 0 10px; padding-top: 12px; border-top: 1px solid var(--red-ui-secondary-border-color); font-weight: bold; }
.zoho-field { display: inline-flex; gap: 8px; width: 70%; }
.zoho-field > input { flex: 1 1 auto; min-width: 0; width: auto; }
.zoho-form button.red-ui-button.primary:hover, .zoho-form button.red-ui-button.primary:focus { color: var(--red-ui-workspace-button-color-primary) !important; }
.zoho-message { margin: 10px 0; padding: 8px 10px; border-left: 3px solid var(--red-ui-secondary-border-color); line-height: 1.5; overflow-wrap: anywhere; }
.zoho-message:empty { display: none; }
.zoho-form .zoho-beside { margin: 8px 0 8px 150px; }
.zoho-next-steps { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.zoho-message a { text-decoration: underline; }
.zoho-form [hidden] { display: none !important; }
.zoho-form .zoho-steps { margin: 10px 0; padding: 0; list-style: none; counter-reset: zoho-step; line-height: 1.7; color: var(--red-ui-secondary-text-color); }
.zoho-steps > li { display: flex; align-items: baseline; gap: 8px; line-height: inherit; counter-increment: zoho-step; }
.zoho-steps > li > i { width: 16px; text-align: center; }
.zoho-steps > li > i + span::before { content: counter(zoho-step) ". "; }
.zoho-steps > li[aria-current] { color: var(--red-ui-primary-text-color); font-weight: bold; }
.zoho-steps > li[data-state="done"] > i { color: var(--red-ui-text-color-success); }
.zoho-steps > li[data-state="failed"] > i { color: var(--red-ui-text-color-error); }
.zoho-device { margin: 10px 0; padding: 10px 12px; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; line-height: 1.8; }
.zoho-device button { margin: 0 6px; }
.zoho-device a { text-decoration: underline; overflow-wrap: anywhere; }
.zoho-device .zoho-user-code { font-size: 1.8em; letter-spacing: 0.08em; white-space: nowrap; user-select: all; color: var(--red-ui-primary-text-color); background: none; border: 0; }
.zoho-message[data-kind="success"] { border-left-color: var(--red-ui-text-color-success); }
.zoho-message[data-kind="error"] { border-left-color: var(--red-ui-text-color-error); }
.zoho-declared-row { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; }
.zoho-form .zoho-declared-row > input, .zoho-form .zoho-declared-row > select { width: 100%; margin: 0; }
.zoho-declared-row > .zoho-hint, .zoho-form .zoho-declared-row > .zoho-check { grid-column: 1 / -1; width: auto; margin: 0; max-width: none; }
.zoho-answer { max-height: 260px; margin: 0 0 8px; padding: 8px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.9em; line-height: 1.4; color: var(--red-ui-form-text-color); background: var(--red-ui-form-input-background); border: 1px solid var(--red-ui-form-input-border-color); }
.zoho-answer-name { margin: 8px 0 4px; color: var(--red-ui-secondary-text-color); }
#zoho-fields-part .zoho-hint { margin: 4px 0; max-width: none; }
#zoho-fields-part > input[type="text"] { width: 100%; margin-bottom: 6px; box-sizing: border-box; }
#zoho-fields-list { margin: 0 0 8px; padding: 8px; list-style: none; white-space: normal; }
#zoho-fields-list > li { margin-bottom: 4px; }
#zoho-fields-list small { display: block; color: var(--red-ui-secondary-text-color); }
#zoho-fill-body-row { margin-left: 150px; }
#zoho-fill-body-row .zoho-hint { margin-left: 0; max-width: none; }
#zoho-undo-body { margin-left: 6px; }
#zoho-try code, #zoho-fields-list code { white-space: normal; overflow-wrap: anywhere; }
#zoho-sample { width: 100%; box-sizing: border-box; font-family: var(--red-ui-monospace-font); }
#zoho-sample-part .zoho-hint { margin: 4px 0 0; max-width: none; }
.zoho-visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
${CONNECTION_RULES}`;

const STYLE_ID = "zoho-editor-style";

/** Adds the rules to the editor, once for all dialogs. */
export function addStyle(): void {
  if (document.getElementById(STYLE_ID) === null) $("<style>", { id: STYLE_ID }).text(RULES).appendTo("head");
}
