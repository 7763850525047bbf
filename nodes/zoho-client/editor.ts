import { bindConnect } from "../shared/editor/client/connect";
import { prepareConnectionTable } from "../shared/editor/client/connection-table";
import { prepareDeclaredConnections } from "../shared/editor/client/declared-connections";
import { prepareDataCenterSecrets } from "../shared/editor/client/data-center-secrets";
import { dialogClient } from "../shared/editor/client/dialog-client";
import { prepareConsoleSteps } from "../shared/editor/client/console-steps";
import { bindInvitation } from "../shared/editor/client/invitation";
import { prepareIdentity } from "../shared/editor/client/identity";
import { bindRedirectCheck } from "../shared/editor/client/redirect-check";
import { prepareRedirectUri, readRedirectUri, redirectProblem } from "../shared/editor/client/redirect-uri";
import { prepareScopeAdvice } from "../shared/editor/client/scope-advice";
import { prepareScopeChooser } from "../shared/editor/client/scope-chooser";
import { prepareScopeHints, scopesProblem } from "../shared/editor/client/scope-hints";
import { prepareScopeList } from "../shared/editor/client/scope-list";
import { prepareTokenPlaces } from "../shared/editor/client/sealed-inputs";
import { bindSelfClientFile } from "../shared/editor/client/self-client-file";
import { dialogValues } from "../shared/editor/dialog-values";
import { labelStyle } from "../shared/editor/error-output";
import { keepOwnValue, textOf } from "../shared/editor/own-value";
import { presentValues, propertyDefinitions } from "../shared/editor/property-definitions";
import { addSidebarTab, removeSidebarTab } from "../shared/editor/sidebar/sidebar-tab";
import { addStyle } from "../shared/editor/style";
import { CLIENT_DEFAULTS, type ClientConfig } from "./config";
import { type ClientCredentials, CREDENTIAL_DEFINITIONS } from "./credentials";

RED.nodes.registerType<ClientConfig, ClientCredentials>("zoho-client", {
  category: "config",
  color: "#A9C3CF",
  icon: "zoho-client.svg",
  defaults: propertyDefinitions(CLIENT_DEFAULTS, {
    scopes: {
      validate(value, _options) {
        const problem = scopesProblem(value, this._);
        return problem === undefined || problem;
      },
    },
    redirectUri: {
      validate(value, _options) {
        const problem = redirectProblem(textOf(value), this._);
        return problem === undefined || problem;
      },
    },
  }),
  credentials: CREDENTIAL_DEFINITIONS,
  paletteLabel() {
    return this._("zoho-client.palette");
  },
  label() {
    const { dataCenter, realm } = presentValues(CLIENT_DEFAULTS, this);
    const place = realm === "emulator" ? this._("zoho-client.realm.emulator") : dataCenter.toUpperCase();
    return this.name || this._("zoho-client.nodeLabel", { place });
  },
  labelStyle,
  onpaletteadd() {
    addSidebarTab(this._);
  },
  onpaletteremove: removeSidebarTab,
  oneditprepare() {
    addStyle();
    const now = dialogValues("node-config-input", CLIENT_DEFAULTS, this);
    prepareIdentity(now, this.id, this._);
    prepareScopeList(now.scopes, this._);
    prepareScopeHints(this._);
    prepareScopeChooser(this._);
    prepareRedirectUri(now, this._);
    bindRedirectCheck(this._);
    prepareConsoleSteps(this._);
    prepareTokenPlaces(this.credentials);
    prepareDataCenterSecrets(this.credentials);
    prepareDeclaredConnections(now.connections, this._);
    bindSelfClientFile(this._);
    const table = prepareConnectionTable(this.id, this._);
    prepareScopeAdvice(this.id, table, this._);
    bindConnect(() => dialogClient(this.id), table, this._);
    bindInvitation(() => dialogClient(this.id), table, this._);
  },
  oneditsave() {
    const { scopes, connections } = dialogClient(this.id);
    this.scopes = scopes;
    this.redirectUri = readRedirectUri();
    this.connections = connections;
    for (const property of ["scopes", "redirectUri"]) {
      keepOwnValue("node-config-input", property);
    }
  },
});
