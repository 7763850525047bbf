import { markup, type Markup } from "./markup";
import type { Press } from "./presses";
import type { SectionId } from "./section";

/** A button and what it tells the emulator. */
export interface ButtonOf {
  readonly press: Press;
  readonly label: string;
  /** Follows the label where the label alone does not say what it is about: `refresh token …3f9a01`. */
  readonly about?: string;
  readonly kind?: "main" | "danger";
}

/**
 * A form that works without scripts: one POST to the page itself, which answers with where to look.
 *
 * @param content fields that people fill in, before the buttons
 */
export function buttonForm(options: {
  readonly section: SectionId;
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly content?: Markup | undefined;
  readonly buttons: readonly ButtonOf[];
}): Markup {
  const { section, fields = {}, content, buttons } = options;
  const hidden = Object.entries({ section, ...fields }).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
  return markup`<form method="post" action="/">${hidden}${content}${buttons.map(button)}</form>`;
}

function button({ press, label, about, kind }: ButtonOf): Markup {
  const look = kind === undefined ? undefined : markup` class="${kind}"`;
  const more = about === undefined ? undefined : markup`<span class="unseen"> ${about}</span>`;
  return markup`<button name="press" value="${press}"${look}>${label}${more}</button>`;
}

/** A field with its label above it. */
export function field(label: string, input: Markup): Markup {
  return markup`<label class="field"><span>${label}</span>${input}</label>`;
}

/** A choice of a few values. */
export function select(
  name: string,
  choices: readonly (readonly [value: string, text: string])[],
  chosen?: string,
): Markup {
  const options = choices.map(
    ([value, text]) =>
      markup`<option value="${value}"${value === chosen ? markup` selected` : undefined}>${text}</option>`,
  );
  return markup`<select name="${name}">${options}</select>`;
}
