import "../shared/editor/red";

RED.nodes.registerType("zoho-error", { category: "zoho", defaults: {} });
