/** One row of a table of resources, as far as finding it goes. */
export interface RoutePattern {
  readonly method: string;
  /** Without slashes at its ends: `tickets/{id}`. Parts in braces are filled by the path. */
  readonly path: string;
}

/** What a path leads to. */
export interface FoundRoute<R> {
  /** Needed even where the method is wrong: the token is checked before the method. */
  readonly route: R;
  readonly isMethodKnown: boolean;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * @param path without slashes at its ends
 * @param isOffered false for rows that are not there for this caller
 * @returns undefined where no resource has this path
 */
export type RouteFinder<R> = (
  method: string,
  path: string,
  isOffered?: (route: R) => boolean,
) => FoundRoute<R> | undefined;

const ID = /^\d{1,30}$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;

interface Part {
  /** As it must stand, or the name of what is filled in. */
  readonly text: string;
  /** Of what is filled in. */
  readonly form: RegExp | undefined;
}

interface Pattern<R> {
  readonly parts: readonly Part[];
  readonly routes: readonly R[];
}

/**
 * Looks paths up in a table of resources, from its top: fixed paths stand before those with names in braces.
 *
 * @param forms what parts in braces look like, by name; otherwise digits where the name ends in `id`, or else an API name
 */
export function createRouteFinder<R extends RoutePattern>(
  routes: readonly R[],
  forms: Readonly<Record<string, RegExp>> = {},
): RouteFinder<R> {
  const formOf = (name: string): RegExp => forms[name] ?? (name.endsWith("id") ? ID : NAME);
  const byLength = new Map<number, Pattern<R>[]>();
  for (const path of new Set(routes.map((route) => route.path))) {
    const parts = path.split("/").map((part) => {
      if (!part.startsWith("{")) return { text: part, form: undefined };
      const name = part.slice(1, -1);
      return { text: name, form: formOf(name) };
    });
    const group = byLength.get(parts.length) ?? [];
    group.push({ parts, routes: routes.filter((route) => route.path === path) });
    byLength.set(parts.length, group);
  }

  /** Most patterns do not match: what a match gives is made only then. */
  function match(pattern: readonly Part[], parts: readonly string[]): Record<string, string> | undefined {
    for (const [index, wanted] of pattern.entries()) {
      const part = parts[index] ?? "";
      if (wanted.form === undefined ? part !== wanted.text : !wanted.form.test(part)) return undefined;
    }
    const params: Record<string, string> = {};
    for (const [index, wanted] of pattern.entries()) {
      if (wanted.form !== undefined) params[wanted.text] = parts[index] ?? "";
    }
    return params;
  }
  return (method, path, isOffered = () => true) => {
    const parts = path.split("/");
    for (const pattern of byLength.get(parts.length) ?? []) {
      const params = match(pattern.parts, parts);
      if (params === undefined) continue;
      const exact = pattern.routes.find((route) => route.method === method && isOffered(route));
      const route = exact ?? pattern.routes.find(isOffered);
      if (route !== undefined) return { route, isMethodKnown: exact !== undefined, params };
    }
    return undefined;
  };
}
