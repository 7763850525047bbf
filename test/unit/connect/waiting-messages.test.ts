import { expect, it } from "vitest";
import { WaitingMessages } from "../../../nodes/zoho-authorize/waiting-messages";

it("a browser that comes back twice does not take the answer from the request that came first", () => {
  const waiting = new WaitingMessages({} as never, {} as never, {} as never, {} as never);
  const first = { _msgid: "first" };
  const again = { _msgid: "again" };
  waiting.answerWith("ticket", first);
  waiting.answerWith("ticket", again);
  // The second is refused at once, because its state is used already.
  waiting.answered("ticket", again);
  expect(waiting.isWaiting("ticket", first)).toBe(true);
  expect(waiting.isWaiting("ticket", again)).toBe(false);
  waiting.answered("ticket", first);
  expect(waiting.isWaiting("ticket", first)).toBe(false);
});
