/** A question before something that can't be undone by a press of the same button. */
export interface FirstQuestion {
  /** Sentences, each a paragraph. */
  readonly sentences: readonly string[];
  readonly yes: string;
  readonly no: string;
}

/**
 * Asks, and does it only if it is wanted.
 *
 * @param go called directly in the click, so that it may open a window
 */
export function askFirst({ sentences, yes, no }: FirstQuestion, go: () => void): void {
  const text = sentences.map((sentence) => $("<div>").append($("<p>").text(sentence)).html()).join("");
  const question = RED.notify(text, {
    type: "warning",
    modal: true,
    fixed: true,
    buttons: [
      { text: no, click: () => question.close() },
      {
        text: yes,
        class: "primary",
        click: () => {
          question.close();
          go();
        },
      },
    ],
  });
}
