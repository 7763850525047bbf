// The ends of the flows of P1, P2, P3 and P12: passes each message on, and tells the program that measures of it.
module.exports = function register(RED) {
  function AnchorPass(def) {
    RED.nodes.createNode(this, def);
    this.on("input", (msg, send, done) => {
      RED.events.emit(`bench:${this.id}`, msg);
      send(msg);
      done();
    });
  }
  RED.nodes.registerType("anchor-pass", AnchorPass);
};
