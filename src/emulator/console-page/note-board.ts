/** How many confirmations are kept: each is read once, right after its button. */
const KEPT = 50;

/** What a pressed button did, for the page that is shown next. */
export interface Note {
  /** The part of the page in which the button stands. */
  readonly section: string;
  readonly text: string;
  readonly kind: "done" | "refused";
}

/** Confirmations by number, so that none can be put into an address by somebody else. */
export interface NoteBoard {
  /** @returns its number */
  add(note: Note): number;
  get(number: number): Note | undefined;
}

export function createNoteBoard(): NoteBoard {
  const notes = new Map<number, Note>();
  let last = 0;
  return {
    add(note) {
      last += 1;
      notes.set(last, note);
      notes.delete(last - KEPT);
      return last;
    },
    get: (number) => notes.get(number),
  };
}
