/** Text for the channel; Buffers, dates, bigints and non-finite numbers survive. */
export function encode(value: unknown): string;
/** What {@link encode} was given. */
export function decode(text: string): unknown;
