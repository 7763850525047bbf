import "../shared/editor/red";

RED.nodes.registerType("zoho-refresh", { category: "zoho", defaults: {} });
