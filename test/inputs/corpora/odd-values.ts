/** Values that a function node or another palette can put into a message, and that few programs expect there. */
import { Readable } from "node:stream";

/** Made anew for each case: some can be used once. */
export interface OddValue {
  readonly what: string;
  readonly make: () => unknown;
}

class Lead {
  readonly Last_Name = "Vale";
}

function refuse(): never {
  throw new Error("it does not want to be looked at");
}

function throwNothing(): never {
  throw Object.create(null);
}

function counting(): object {
  let count = 0;
  return Object.defineProperty({}, "a", { get: () => ++count, enumerable: true });
}

/** A proxy that throws whatever is done to it. */
function unapproachable(): object {
  const traps = Object.fromEntries(
    Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuse] as const),
  ) as ProxyHandler<object>;
  return new Proxy({}, traps);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function cycle(): object {
  const first: Record<string, unknown> = { Last_Name: "Vale" };
  first["self"] = { first };
  return first;
}

function deep(levels: number, inner: unknown): unknown {
  let value = inner;
  for (let level = 0; level < levels; level++) value = { a: value };
  return value;
}

function manyKeys(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`Field_${String(index)}`, index]));
}

function failingStream(): Readable {
  return new Readable({
    read() {
      this.destroy(new Error("the disk is gone"));
    },
  });
}

function destroyedStream(): Readable {
  return Readable.from(["a"]).destroy();
}

function rejected(): Promise<never> {
  const promise = Promise.reject(new Error("it was refused"));
  promise.catch(() => undefined);
  return promise;
}

export const ODD_VALUES: readonly OddValue[] = [
  {
    what: "a getter that throws",
    make: () => Object.defineProperty({}, "a", { get: refuse, enumerable: true }),
  },
  { what: "a getter that answers each time anew", make: counting },
  {
    what: "a getter that throws what can't be written down",
    make: () => Object.defineProperty({}, "a", { get: throwNothing, enumerable: true }),
  },
  { what: "a setter alone", make: () => Object.defineProperty({}, "a", { set: refuse, enumerable: true }) },
  { what: "a proxy that throws", make: unapproachable },
  { what: "a revoked proxy", make: revoked },
  { what: "a proxy of a list", make: () => new Proxy([{ Last_Name: "Vale" }], {}) },
  { what: "a cycle", make: cycle },
  {
    what: "a list that holds itself",
    make: () => {
      const list: unknown[] = [];
      list.push(list);
      return list;
    },
  },
  { what: "a long number", make: () => 2n ** 70n },
  { what: "a long number in a record", make: () => ({ Last_Name: 1n }) },
  {
    what: "an own __proto__",
    make: () => JSON.parse('{"__proto__":{"polluted":true},"Last_Name":"Vale"}') as unknown,
  },
  {
    what: "an own constructor",
    make: () => JSON.parse('{"constructor":{"prototype":{"polluted":true}}}') as unknown,
  },
  { what: "another prototype", make: () => Object.create({ Last_Name: "Vale", data: [1] }) as unknown },
  { what: "no prototype", make: () => Object.assign(Object.create(null) as object, { Last_Name: "Vale" }) },
  { what: "a then that never answers", make: () => ({ then: () => undefined }) },
  { what: "a then that throws", make: () => ({ then: refuse }) },
  { what: "a then that is no function", make: () => ({ then: "Last_Name" }) },
  { what: "a promise", make: () => Promise.resolve({ Last_Name: "Vale" }) },
  { what: "a promise that was rejected", make: rejected },
  { what: "a toJSON that throws", make: () => ({ toJSON: refuse }) },
  { what: "a toJSON that says nothing", make: () => ({ toJSON: () => undefined }) },
  { what: "a toString that throws", make: () => ({ toString: refuse, valueOf: refuse }) },
  { what: "a primitive that is none", make: () => ({ [Symbol.toPrimitive]: refuse }) },
  {
    what: "names that every object has",
    make: () => ({ hasOwnProperty: 1, toString: 2, valueOf: 3, length: -1 }),
  },
  { what: "a tag", make: () => ({ [Symbol.toStringTag]: "Uint8Array" }) },
  { what: "a Buffer", make: () => Buffer.from([0, 255, 13, 10]) },
  { what: "an empty Buffer", make: () => Buffer.alloc(0) },
  { what: "a Buffer as JSON", make: () => ({ type: "Buffer", data: [1, 2] }) },
  { what: "an ArrayBuffer", make: () => new ArrayBuffer(8) },
  { what: "shared memory", make: () => new SharedArrayBuffer(8) },
  { what: "floating point numbers", make: () => new Float64Array([1, Number.NaN]) },
  { what: "a view", make: () => new DataView(new ArrayBuffer(8)) },
  { what: "a stream", make: () => Readable.from([Buffer.from("a"), Buffer.from("b")]) },
  { what: "a stream of objects", make: () => Readable.from([{ a: 1 }]) },
  { what: "a stream that fails", make: failingStream },
  { what: "a stream that was destroyed", make: destroyedStream },
  { what: "a hundred thousand keys", make: () => manyKeys(100_000) },
  { what: "ten thousand levels", make: () => deep(10_000, { Last_Name: "Vale" }) },
  { what: "a hundred thousand levels as text", make: () => "[".repeat(100_000) },
  { what: "a list with a thousand gaps", make: () => new Array<unknown>(1_000) },
  { what: "a list with a name", make: () => Object.assign([{ Last_Name: "Vale" }], { data: 1 }) },
  { what: "a list with holes", make: () => [, { Last_Name: "Vale" }, ,] },
  { what: "an empty list", make: () => [] },
  { what: "a list of lists", make: () => [[[[]]]] },
  { what: "a symbol", make: () => Symbol("a") },
  { what: "a symbol in a record", make: () => ({ Last_Name: Symbol("a"), [Symbol("b")]: 1 }) },
  { what: "a function", make: () => refuse },
  { what: "an instance of a class", make: () => new Lead() },
  { what: "a map", make: () => new Map([["Last_Name", "Vale"]]) },
  { what: "a set", make: () => new Set(["Vale"]) },
  { what: "a weak map", make: () => new WeakMap() },
  { what: "a date that is none", make: () => new Date(Number.NaN) },
  { what: "a date", make: () => new Date(0) },
  { what: "a pattern", make: () => /a/g },
  { what: "an error", make: () => new Error("a") },
  { what: "a URL", make: () => new URL("https://evil.example/") },
  { what: "text as an object", make: () => Object("text") as unknown },
  { what: "no number", make: () => Number.NaN },
  { what: "infinity", make: () => Number.POSITIVE_INFINITY },
  { what: "minus nought", make: () => -0 },
  { what: "true", make: () => true },
  { what: "nothing", make: () => undefined },
  { what: "null", make: () => null },
  { what: "empty text", make: () => "" },
  { what: "half of a smiley", make: () => "\ud83d" },
  { what: "a megabyte of text", make: () => "x".repeat(1_000_000) },
  { what: "text with null bytes", make: () => "\0\0" },
  { what: "a frozen record", make: () => Object.freeze({ Last_Name: "Vale" }) },
  { what: "a sealed list", make: () => Object.seal([Object.freeze({ Last_Name: "Vale" })]) },
  {
    what: "a generator",
    make: () =>
      (function* () {
        yield 1;
      })(),
  },
  { what: "the global object's twin", make: () => Object.create(globalThis) as unknown },
];
