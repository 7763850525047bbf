import "../shared/editor/red";

RED.nodes.registerType("zoho-authorize", { category: "zoho", defaults: {} });
