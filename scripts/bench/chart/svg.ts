/** Part of an SVG document; text in it is escaped. */
export type Svg = string & { readonly svg: unique symbol };

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as it stands in a document or in an attribute; what XML has no place for is left out. */
export function svgText(text: string): Svg {
  // eslint-disable-next-line no-control-regex -- those are what XML 1.0 forbids
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
  return allowed.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? "") as Svg;
}

/**
 * One element.
 *
 * @param attributes numbers in user units, with two digits
 */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Svg[]
): Svg {
  const shown = Object.entries(attributes).map(([key, value]) => ` ${key}="${svgText(numbered(value))}"`);
  const start = `<${name}${shown.join("")}`;
  return (children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`) as Svg;
}

function numbered(value: string | number): string {
  return typeof value === "number" ? String(Number(value.toFixed(2))) : value;
}

/**
 * Breaks a sentence at its spaces.
 *
 * @param most characters in a line; a longer word has a line of its own
 */
export function lines(sentence: string, most: number): readonly string[] {
  const found: string[] = [];
  for (const word of sentence.split(" ")) {
    const last = found.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) found.push(word);
    else found[found.length - 1] = `${last} ${word}`;
  }
  return found;
}
