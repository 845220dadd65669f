/** What is foreseen, in a line a step: `publish?: http POST cms.example.com`, with a question mark where it is open. */
import type { Foreseen, ForeseenEnd, ForeseenStep } from "../../src/contract/foreseen.ts";

export function describeForeseen(foreseen: Foreseen | null): Record<ForeseenEnd, string[]> {
  const lines = (end: ForeseenEnd): string[] => (foreseen?.[end]?.steps ?? []).map(lineOf);
  return { approved: lines("approved"), rejected: lines("rejected"), timeout: lines("timeout") };
}

function lineOf({ agent, does, isCertain }: ForeseenStep): string {
  const { operation, ...facts } = does;
  const shown = Object.values(facts)
    .map((fact: string | readonly string[] | null) => (fact === null ? "?" : [fact].flat().join(", ")))
    .filter((fact) => fact !== "");
  return `${agent}${isCertain ? "" : "?"}: ${[operation, ...shown].join(" ")}`;
}
