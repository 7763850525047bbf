/** Rules for lists of connections; see `style.ts`. The state is told by icon and word, its colour only helps. */
export const CONNECTION_RULES = `
.zoho-form .zoho-connections { margin: 0 0 12px; padding: 0; list-style: none; }
.zoho-connection { padding: 10px 0; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.zoho-connection .zoho-name { overflow-wrap: anywhere; }
.zoho-card-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; }
.zoho-card-head > .zoho-card-actions { margin-left: auto; }
.zoho-card-actions { display: flex; flex-wrap: wrap; gap: 4px; }
.zoho-card-more { justify-content: flex-end; margin-top: 6px; }
.zoho-card-actions > button[aria-disabled="true"] { opacity: 0.6; }
.zoho-state { white-space: nowrap; }
.zoho-state[data-state="healthy"] > i { color: var(--red-ui-text-color-success); }
.zoho-state:not([data-state="healthy"]) > i { color: var(--red-ui-text-color-error); }
.zoho-state[data-state="throttled"] > i, .zoho-state[data-state="waiting"] > i { color: var(--red-ui-text-color-warning); }
.zoho-state-hint { margin-top: 4px; line-height: 1.4; color: var(--red-ui-secondary-text-color); }
.zoho-state-hint:empty { display: none; }
.zoho-form .zoho-facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); gap: 6px 12px; margin: 8px 0 0; }
.zoho-form .zoho-facts:empty { display: none; }
.zoho-facts dd { margin: 0; overflow-wrap: anywhere; }
.zoho-form .zoho-fact-name { font-weight: normal; font-size: 0.92em; color: var(--red-ui-secondary-text-color); }
.zoho-connection > .zoho-more { margin: 4px 0 0; }
.zoho-form .zoho-connection .zoho-granted { margin: 2px 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 4px; }
.zoho-granted code { color: inherit; white-space: normal; overflow-wrap: anywhere; }
.zoho-form .zoho-more .zoho-facts { margin: 0 0 6px; }
.zoho-card-form { margin-top: 8px; }
.zoho-form .zoho-invitation label { width: auto; margin: 0 0 4px; white-space: normal; }
.zoho-invitation .zoho-field { width: 100%; align-items: center; }
.zoho-form .zoho-invitation .zoho-field > input { margin: 0; }
.zoho-form .zoho-gone { display: none !important; }
.zoho-form .zoho-card-form > label { width: auto; margin: 0 0 4px; }
.zoho-card-form .zoho-field { width: 100%; align-items: center; }
.zoho-form .zoho-card-form .zoho-field > input { margin: 0; }
`;
