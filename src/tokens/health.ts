/** How a connection is doing, as far as it can be told without asking Zoho. */
export type Health = "healthy" | "authorize_again" | "throttled" | "used_elsewhere" | "not_connected";
