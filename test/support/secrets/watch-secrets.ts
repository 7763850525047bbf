/** Set up before every test file that starts a Node-RED. */
import { searchAtTheEnd } from "./search-at-the-end";

await searchAtTheEnd();
