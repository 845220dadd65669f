import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Input = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });

const PERSONAL = [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, /^\+?\d[\d ()/-]{6,}\d$/];

/** The columns in which an e-mail address or a telephone number stands. */
export default function findPersonalData({ input }: ScriptContext) {
  const cells = Input.parse(input).rows.flatMap((row) => Object.entries(row));
  const found = cells.filter(([, value]) => PERSONAL.some((pattern) => pattern.test(String(value))));
  const columns = [...new Set(found.map(([column]) => column))];
  return { detected: columns.length > 0, columns };
}
