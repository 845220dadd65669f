import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Expense = z.object({ amount: z.number().positive(), category: z.string(), receipt: z.string().nullish() });

const FREE_UP_TO = 50;
const MANAGER_UP_TO = 1_000;

/** Who has to be asked, and what they should know. */
export default function checkExpense({ input }: ScriptContext) {
  const { amount, category, receipt } = Expense.parse(input);
  const notes = [
    ...(receipt ? [] : ["There is no receipt."]),
    ...(category === "meals" && amount > 100 ? ["That is a lot for a meal."] : []),
  ];
  return { asksManager: amount > FREE_UP_TO, asksFinance: amount > MANAGER_UP_TO, notes };
}
