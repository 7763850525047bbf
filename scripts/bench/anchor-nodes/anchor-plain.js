// An anchor of P10: the least that a config node with two credentials can be.
module.exports = function register(RED) {
  function AnchorPlain(def) {
    RED.nodes.createNode(this, def);
    this.name = def.name;
  }
  RED.nodes.registerType("anchor-plain", AnchorPlain, {
    credentials: { clientId: { type: "text" }, clientSecret: { type: "password" } },
  });
};
