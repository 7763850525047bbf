// An anchor of P10: a config node that keeps tokens in a cache of its own, as config nodes with an OAuth client do.
const { LRUCache } = require("lru-cache");

module.exports = function register(RED) {
  function AnchorCacheEach(def) {
    RED.nodes.createNode(this, def);
    this.name = def.name;
    this.tokens = new LRUCache({ max: 100, ttl: 3_600_000, fetchMethod: async () => undefined });
  }
  RED.nodes.registerType("anchor-cache-each", AnchorCacheEach, {
    credentials: { clientId: { type: "text" }, clientSecret: { type: "password" } },
  });
};
