/**
 * Writes the JSON Schema of the language, by which editors complete and check, from what the compiler itself knows.
 *
 * `node scripts/build-schema.ts [FILE]`
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensembleSchema } from "./schema/ensemble-schema.ts";

const out = process.argv[2] ?? join(import.meta.dirname, "../schema/ensemble.schema.json");
writeFileSync(resolve(out), `${JSON.stringify(ensembleSchema(), null, 2)}\n`);
