import ts from "typescript";

/** A node type as its editor page registers it. */
export interface RegisteredType {
  readonly type: string;
  readonly category: string;
}

/**
 * The node types of an editor page, found as the flow library finds them: by reading
 * `RED.nodes.registerType("literal", { … })` in `<script type="text/javascript">`, without running it.
 */
export function registeredTypes(html: string): readonly RegisteredType[] {
  const found: RegisteredType[] = [];
  for (const [, script = ""] of html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g)) {
    visit(ts.createSourceFile("editor.js", script, ts.ScriptTarget.ES2020, false, ts.ScriptKind.JS));
  }
  return found;

  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node) && calleeName(node) === "registerType") {
      const [type, definition] = node.arguments;
      if (type !== undefined && ts.isStringLiteral(type) && definition !== undefined) {
        found.push({ type: type.text, category: categoryIn(definition) });
      }
    }
    ts.forEachChild(node, visit);
  }
}

function calleeName({ expression }: ts.CallExpression): string | undefined {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

function categoryIn(definition: ts.Node): string {
  if (!ts.isObjectLiteralExpression(definition)) {
    return "";
  }
  for (const property of definition.properties) {
    const isCategory =
      ts.isPropertyAssignment(property) &&
      ts.isIdentifier(property.name) &&
      property.name.text === "category";
    if (isCategory && ts.isStringLiteral(property.initializer)) {
      return property.initializer.text;
    }
  }
  return "";
}
