import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Input = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });

/** How much there is, and the first few rows of it. */
export default function previewRows({ input }: ScriptContext) {
  const { rows } = Input.parse(input);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { count: rows.length, columns, sample: rows.slice(0, 3) };
}
