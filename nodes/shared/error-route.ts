/** Where a node's errors go: to Catch nodes, or to its own last output. Never both, never neither. */
export const ERROR_ROUTES = ["catch", "output"] as const;
export type ErrorRoute = (typeof ERROR_ROUTES)[number];
