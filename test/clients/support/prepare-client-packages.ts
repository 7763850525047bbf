import { prepareClientPackages } from "./client-packages";

/** Before the first test with a client of others: installs, once per machine, what npm has to bring. */
export default prepareClientPackages;
