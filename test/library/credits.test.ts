import { expect, test } from "vitest";
import { type ApiCall, laneOf } from "../../src/index";
import { emulator } from "../emulator/support/running";
import { errorOf } from "../unit/support/expect-zoho-error";
import { connect, libraryWorld, pass, setZoho } from "./support/library-world";

const RESERVE = 10;

test("the background ends at the reserve; others use the credits to the last, and it is said that none is left", async () => {
  const world = libraryWorld(await emulator(), { limits: { creditsReserve: RESERVE } });
  const { caller, credits } = world.zoho;
  const connection = await connect(world, "us", {});
  // CRM tells what is left from half of them on.
  await setZoho(world, { crmCreditsPerDay: 4 * RESERVE });
  const call: ApiCall = { connection, product: "crm", method: "GET", path: "org" };
  const lane = laneOf(connection, "crm", connection.pins.orgId);
  async function useAll(priority: "background" | "interactive"): Promise<{ sent: number; end: string }> {
    world.sent.length = 0;
    const { code } = await errorOf(async () => {
      for (;;) await caller.call({ ...call, priority });
    });
    return { sent: world.sent.length, end: code };
  }
  expect(credits.of(lane)).toBeUndefined();
  expect(await useAll("background")).toMatchObject({ end: "credits_reserved" });
  expect(credits.of(lane)?.left).toBe(RESERVE);
  // The last one is refused by Zoho.
  expect(await useAll("interactive")).toEqual({ sent: RESERVE + 1, end: "credits" });
  expect(credits.of(lane)?.left).toBe(0);
  expect(await useAll("background")).toEqual({ sent: 0, end: "credits_reserved" });

  // A day later they have come back, and the first call finds out.
  await pass(world, 86_400 + 60);
  await caller.call({ ...call, priority: "background" });
});
