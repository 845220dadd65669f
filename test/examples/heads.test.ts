/** What stands at the head of each example can be pasted. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/worker-config.ts";
import { examples } from "./support/stage.ts";

const FOLDER = join(ROOT, "ensembles");
/** What `curl -d` says of a body, whatever it is. */
const AS_CURL = { "content-type": "application/x-www-form-urlencoded" };
const files = readdirSync(FOLDER).filter((name) => /\.(?:yaml|ts)$/.test(name));

test.each(files)("%s says what it shows, and how to try it", async (file) => {
  const head = headOf(readFileSync(join(FOLDER, file), "utf8"));
  const [, ensemble, body] = /\/api\/ensembles\/(\S+)\/runs [^]*?-d '([^']+)'/.exec(head) ?? [];
  expect(ensemble).toBe(file.replace(/\.\w+$/, ""));
  const started = await examples().client.tryStartRun(ensemble ?? "", body, AS_CURL);
  expect([started.status, started.text]).toEqual([202, expect.anything()]);
  expect(head).toMatch(/curl -s -X POST localhost:8787\/api\/approvals\/APPROVAL\/links/);
});

/** The comment before the first line of the ensemble, without its marks. */
function headOf(text: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !/^(?:#|\/?\s?\*)/.test(line));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^(?:#|\/\*\*| \*\/?) ?/, ""))
    .join("\n");
}
