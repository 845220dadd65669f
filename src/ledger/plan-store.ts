/** Plans: one copy of each, however many runs follow it. */
import { sha256Hex } from "../kernel/hash.ts";

/** Keeps a plan and answers the hash under which it is kept. */
export function savePlan(sql: SqlStorage, planJson: string): string {
  const hash = sha256Hex(planJson);
  sql.exec("INSERT INTO plans (hash, json) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, planJson);
  return hash;
}
