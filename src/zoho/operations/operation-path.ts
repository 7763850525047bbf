import type { Operation } from "./operation";
import { operationsOf } from "./operations";

/** A place in the path of an operation, or a value that a flow inserts. */
const PARAMETER = /\{(\w+)\}/g;

const GAP = String.raw`\{\{[^{}]+\}\}`;

/** What may stand in the place of a parameter, when a path is recognized: an ID, or a name; each may be a gap. */
const ID = String.raw`(?:\d+|${GAP})`;
const NAME = String.raw`(?:[\w.-]|${GAP})+`;

/** Values of the parameters of a path, by name. */
export type PathValues = Readonly<Record<string, string>>;

/** The call of a node, as its dialog shows it. */
export interface WrittenCall {
  readonly product: string;
  readonly method: string;
  readonly path: string;
}

/** The names of the parameters of an operation's path, in order. */
export function parametersOf({ path }: Pick<Operation, "path">): readonly string[] {
  return [...path.matchAll(PARAMETER)].map(([, name = ""]) => name);
}

/** True where a parameter is an ID, and not a name. */
export function isIdParameter(name: string): boolean {
  return /(?:^|_)id$/.test(name);
}

/** The path with these values; a parameter without one stays as it is. */
export function pathOf({ path }: Pick<Operation, "path">, values: PathValues): string {
  return path.replace(PARAMETER, (place, name: string) => values[name]?.trim() || place);
}

/**
 * The operation that a call is one of, with the values of its path's parameters. Of several the one with the fewest
 * parameters: `coql` is no module.
 *
 * @returns undefined where the call is none of the product's operations
 */
export function operationOf({
  product,
  method,
  path,
}: WrittenCall): { readonly operation: Operation; readonly values: PathValues } | undefined {
  const written = path.trim().replace(/^\/+/, "");
  const found = operationsOf(product)
    .filter((operation) => operation.method === method)
    .flatMap((operation) => {
      const values = valuesIn(operation, written);
      return values === undefined ? [] : [{ operation, values }];
    });
  return found.sort(
    (one, other) => parametersOf(one.operation).length - parametersOf(other.operation).length,
  )[0];
}

function valuesIn(operation: Operation, path: string): PathValues | undefined {
  const pattern = operation.path.replace(PARAMETER, (_place, name: string) => {
    // A place that nobody has filled in yet is still that of its operation.
    const value = isIdParameter(name) ? ID : NAME;
    return `(?<${name}>${value}|\\{${name}\\})`;
  });
  const match = new RegExp(`^${pattern}$`).exec(path);
  if (match === null) return undefined;
  const values = Object.entries(match.groups ?? {});
  return Object.fromEntries(values.map(([name, value]) => [name, value === `{${name}}` ? "" : value]));
}
