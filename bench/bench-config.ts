/** The wrangler.toml of the measured Worker: the root one, with the floors' classes and ensembles of the bench's own. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, writeWorkerConfig } from "../test/support/worker-config.ts";

const FLOORS = `
[[durable_objects.bindings]]
name = "BARE_OBJECT"
class_name = "BareObject"

[[durable_objects.bindings]]
name = "HELD_STATE"
class_name = "HeldApproval"

[[workflows]]
name = "bare-workflow"
binding = "BARE_WORKFLOW"
class_name = "BareWorkflow"

[[migrations]]
tag = "bench"
new_sqlite_classes = ["BareObject", "HeldApproval"]
`;

/** Writes it into the folder and gives its path. */
export function writeBenchConfig(folder: string): string {
  const path = writeWorkerConfig({ folder, ensembles: join(ROOT, "bench/ensembles"), entry: "bench/worker.ts" });
  appendFileSync(path, FLOORS);
  return path;
}
