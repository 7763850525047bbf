import { prepareRuntimes } from "./runtimes";

/** Before the first test of a group that starts Node-RED: installs, once per machine, what npm has to bring. */
export default prepareRuntimes;
