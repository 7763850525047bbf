import { RuleTester } from "eslint";
import { describe, it } from "vitest";
import { layers } from "../../../scripts/lint/layers.mjs";

RuleTester.describe = describe;
RuleTester.it = it;

const PROJECT = process.cwd();
const tester = new RuleTester({ languageOptions: { ecmaVersion: 2022, sourceType: "module" } });

function code(file: string, text: string): { filename: string; code: string; name: string } {
  return { filename: `${PROJECT}/${file}`, code: text, name: `${file}: ${text}` };
}

tester.run("layers", layers, {
  valid: [
    code("src/api/call.ts", `import { x } from "../tokens/x";`),
    code("src/api/call.ts", `import { x } from "./x";`),
    code("src/zoho/products.ts", `export { x } from "./data-centers";`),
    code("src/index.ts", `export * from "./api/call";`),
    code("nodes/zoho-request/index.ts", `import { x } from "../../src/api/call";`),
    code("nodes/shared/red.ts", `import express from "express";`),
    code("nodes/shared/realm.ts", `import { x } from "../../src/emulator/client-id";`),
    code("nodes/shared/realm.ts", `const x = await import("../../src/emulator");`),
    code("nodes/shared/realm.ts", `const x = await import("../../src/emulator/index");`),
    code("src/emulator/world.ts", `import { x } from "../zoho/data-centers"; import fs from "node:fs";`),
    code("test/anything.test.ts", `import { x } from "../src/emulator/world";`),
  ],
  invalid: [
    { ...code("src/api/call.ts", `import { Node } from "node-red";`), errors: [{ messageId: "host" }] },
    { ...code("src/api/call.ts", `import x from "@node-red/util";`), errors: [{ messageId: "host" }] },
    { ...code("src/emulator/server.ts", `import x from "express";`), errors: [{ messageId: "host" }] },
    {
      ...code("src/api/call.ts", `import { x } from "../../nodes/shared/red";`),
      errors: [{ messageId: "upward" }],
    },
    { ...code("src/tokens/x.ts", `import { x } from "../api/call";`), errors: [{ messageId: "upward" }] },
    { ...code("src/tokens/x.ts", `import { x } from "../index";`), errors: [{ messageId: "upward" }] },
    { ...code("src/zoho/x.ts", `export * from "../transport/x";`), errors: [{ messageId: "upward" }] },
    { ...code("src/unknown/x.ts", `import { x } from "../zoho/x";`), errors: [{ messageId: "upward" }] },
    {
      ...code("src/emulator/x.ts", `import { x } from "../vault/vault";`),
      errors: [{ messageId: "upward" }],
    },
    {
      ...code("src/api/call.ts", `import { x } from "../emulator/world";`),
      errors: [{ messageId: "emulator" }],
    },
    { ...code("src/index.ts", `export * from "./emulator";`), errors: [{ messageId: "emulator" }] },
    {
      ...code("nodes/shared/realm.ts", `const x = await import("../../src/emulator/world");`),
      errors: [{ messageId: "emulator" }],
    },
  ],
});
