// Loaded before a client: a client that follows an address out of the emulator must fail, not reach Zoho.
import { Socket } from "node:net";

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];
const connect = Socket.prototype.connect;

Socket.prototype.connect = function connectOnLoopback(...args) {
  // `net` itself calls with one array, the arguments in normal form.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const isOptions = typeof first === "object" && first !== null;
  const host = (isOptions ? first.host : typeof second === "string" ? second : undefined) ?? "localhost";
  const isFile = isOptions && first.path !== undefined && first.host === undefined;
  if (!isFile && !LOOPBACK.includes(host)) throw new Error(`refused to connect to ${host}`);
  return connect.apply(this, args);
};
