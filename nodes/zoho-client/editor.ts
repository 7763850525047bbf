import "../shared/editor/red";

RED.nodes.registerType("zoho-client", { category: "config", defaults: {} });
