import { Agent, type Dispatcher } from "undici";

/**
 * Takes Zoho's host and TLS off what undici is about to send.
 *
 * @param to the origin that it goes to instead, asked for each call
 */
export function leadZohoTo(to: string | (() => string)): void {
  const dispatch = Reflect.get(Agent.prototype, "dispatch") as Dispatcher["dispatch"];
  Agent.prototype.dispatch = function (this: Agent, options, handler): boolean {
    if (String(options.origin).startsWith("https:")) options.origin = typeof to === "string" ? to : to();
    return dispatch.call(this, options, handler);
  };
}
