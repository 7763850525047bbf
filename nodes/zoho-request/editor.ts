import "../shared/editor/red";

RED.nodes.registerType("zoho-request", { category: "zoho", defaults: {} });
