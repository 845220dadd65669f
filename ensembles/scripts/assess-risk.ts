import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Transaction = z.object({ amount: z.number(), customer: z.string(), country: z.string().default("") });

const USUAL_COUNTRIES = new Set(["AT", "CH", "DE", "FR"]);

/** Adds up a few plain rules to a score from 0 to 1, and says which of them counted. */
export default function assessRisk({ input }: ScriptContext) {
  const { amount, country } = Transaction.parse(input);
  const findings = [
    { counts: amount > 5_000, weight: 0.4, reason: "more than 5000" },
    { counts: amount % 100 === 0, weight: 0.1, reason: "a round sum" },
    { counts: !USUAL_COUNTRIES.has(country), weight: 0.3, reason: "a country we seldom pay to" },
  ].filter(({ counts }) => counts);
  const score = findings.reduce((sum, { weight }) => sum + weight, 0);
  return { score: Math.round(score * 10) / 10, reasons: findings.map(({ reason }) => reason) };
}
