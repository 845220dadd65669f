/** Fuzzing by fast-check: nothing breaks, nothing is decided, and no object is made for a token that nobody has. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { KEYS } from "../../support/settings.ts";
import { faultsOf, problemIn } from "./check-answer.ts";
import { type Case, everythingElse, unknownLinks } from "./fuzz-cases.ts";
import type { Part } from "./report.ts";
import { everyRoute, type Gaps, type Route } from "./routes.ts";
import type { PartOptions } from "./run-hostile.ts";
import type { Target } from "./target.ts";

/** So many are asked at once. */
const AT_ONCE = 24;

export async function fuzz(target: Target, { seed, cases }: PartOptions): Promise<Part> {
  const routes = everyRoute(JSON.parse((await target.send({ path: "/api/openapi.json" })).text));
  const { client } = target;
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: "fuzzed" });
  const token = (await client.mintLink(approvalId)).split("/").at(-1) ?? "";
  // What people are asked without a run takes what is done to approvals; nobody is told of it.
  const spent = await target.ask({ prompt: "Fuzzed?", approvers: ["ana@example.com"], channels: [] });
  const gaps: Gaps = { run: runId, approval: spent.id, token, webhook: `hook_${"0".repeat(32)}` };
  const cookie = await target.signIn(KEYS.main);
  const half = Math.ceil(cases / 2);

  const before = objectsOf(target);
  const unknown = await attack(target, { arbitrary: unknownLinks(gaps), cases: half, seed, routes });
  const after = objectsOf(target);
  const rest = await attack(target, { arbitrary: everythingElse(gaps, cookie), cases: cases - half, seed, routes });

  const approval = await client.getApproval(approvalId);
  const problems = [
    ...unknown.problems,
    ...rest.problems,
    ...(before === after ? [] : [`unknown tokens made objects: ${before} before, ${after} after`]),
    ...(approval.status === "pending" && approval.approvals.length === 0 ? [] : ["something was decided"]),
  ];
  const figures = {
    seed,
    "unknown links": unknown.sent,
    "other requests": rest.sent,
    objects: `${before} before and ${after} after`,
    decisions: approval.approvals.length,
  };
  return { name: "fuzzing", figures, problems };
}

interface Attack {
  readonly arbitrary: fc.Arbitrary<Case>;
  readonly cases: number;
  readonly seed: number;
  readonly routes: readonly Route[];
}

async function attack(target: Target, { arbitrary, cases, seed, routes }: Attack) {
  let sent = 0;
  const several = fc.array(arbitrary, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const property = fc.asyncProperty(several, async (all) => {
    sent += all.length;
    const faults = await Promise.all(all.map((one) => faultsIn(target, one, routes)));
    if (faults.flat().length > 0) throw new Error(faults.flat().join("\n"));
  });
  const numRuns = Math.ceil(cases / AT_ONCE);
  const result = await fc.check(property, { seed, numRuns, endOnFailure: true });
  return { sent, problems: result.failed ? [`seed ${seed}: ${String(result.errorInstance)}`] : [] };
}

async function faultsIn(target: Target, one: Case, routes: readonly Route[]): Promise<string[]> {
  const answer = await target.send(one.request);
  const faults = faultsOf(one.request, answer, statusesOf(one, routes));
  if (one.wants !== "unknown") return faults;
  // Where the path is no longer a link's, there is nothing at it.
  const code = problemIn(answer)?.code;
  return code === "link-unknown" || code === "not-found" ? faults : [...faults, `${one.request.path}: ${answer.text}`];
}

function statusesOf({ wants, route }: Case, routes: readonly Route[]): readonly number[] {
  switch (wants) {
    case "unknown":
      return [404];
    case "refused":
      return [400, 403, 413, 422];
    case "unauthorized":
      return [401];
    case "known":
      return routes.find(({ method, path }) => `${method} ${path}` === route)?.statuses ?? [];
    default:
      return wants satisfies never;
  }
}

/** How many approvals have an object, by the databases on disk. */
function objectsOf({ worker }: Target): number {
  return readdirSync(worker.state, { recursive: true, encoding: "utf8" }).filter((name) =>
    /HITLState\/[0-9a-f]{64}\.sqlite$/.test(name),
  ).length;
}
