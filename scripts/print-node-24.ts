/** Prints the directory of a Node 24, from npm where the running Node is another: `PATH=$(tsx …):$PATH`. */
import { dirname } from "node:path";
import { node24 } from "../test/support/runtimes";

node24()
  .then((program) => {
    console.log(dirname(program));
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
