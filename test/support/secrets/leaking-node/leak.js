/** Passes for one of ours by its name, and does all that none of ours may do: the search for secrets must find it. */
"use strict";

module.exports = function leak(RED) {
  let told = "";

  RED.nodes.registerType("zoho-leak", function Leak(config) {
    RED.nodes.createNode(this, config);
    this.on("input", (msg, send, done) => {
      told = msg.text;
      this.trace(told);
      this.status({ text: told });
      this.context().set("told", told);
      send({ payload: told });
      done(new Error(told));
    });
  });

  RED.httpAdmin.get("/zoho/leak", (_request, response) => response.send(told));
};
