import type { BudgetRecord, GrantRecord, Vault } from "../vault/vault";
import type { BudgetBook } from "./budget-book";

/** A grant under an ID. */
type Holder = Pick<GrantRecord, "id" | "generation">;

/**
 * Copies what is kept of the tokens of a connection, so that the same grant goes on under another ID: the token itself,
 * and above all what was counted, because Zoho counts by the refresh token and knows no names.
 *
 * @throws ZohoError those of the vault
 */
export async function carryTokens(
  { vault, tokens }: { readonly vault: Vault; readonly tokens: { readonly budgets: BudgetBook } },
  from: Holder,
  to: Holder,
): Promise<void> {
  const budget = await tokens.budgets.read(from.id);
  await tokens.budgets.update(to.id, () => budgetOf(budget, from, to));
  const access = await vault.read("access", from.id);
  const isOfGrant = access?.generation === from.generation;
  await vault.update("access", to.id, () =>
    isOfGrant ? { ...access, id: to.id, generation: to.generation } : undefined,
  );
}

/** What was counted of a former grant is none of the present one's. */
function budgetOf(budget: BudgetRecord | undefined, from: Holder, to: Holder): BudgetRecord | undefined {
  if (budget === undefined || (budget.generation ?? from.generation) !== from.generation) return undefined;
  const { brokenGeneration: broken, ...rest } = budget;
  return {
    ...rest,
    id: to.id,
    generation: to.generation,
    ...(broken === from.generation && { brokenGeneration: to.generation }),
  };
}
