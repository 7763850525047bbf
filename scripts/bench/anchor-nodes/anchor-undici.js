// An anchor of P2 and P3: the least that a node can be which asks a server for JSON by undici. Knows no token, no limit,
// no deadline and no error.
const { Agent, request } = require("undici");

const dispatcher = new Agent({ connections: 64 });

module.exports = function register(RED) {
  function AnchorUndici(def) {
    RED.nodes.createNode(this, def);
    const headers = { accept: "application/json", authorization: `Zoho-oauthtoken ${"0".repeat(70)}` };
    this.on("input", async (msg, send, done) => {
      try {
        const { statusCode, body } = await request(def.url, { dispatcher, headers });
        msg.statusCode = statusCode;
        msg.payload = await body.json();
        send(msg);
        done();
      } catch (error) {
        done(error);
      }
    });
  }
  RED.nodes.registerType("anchor-undici", AnchorUndici);
};
