/** Compares what a Worker came to with the plain model: every difference is a sentence. */
import { z } from "zod";
import { Approval } from "../../../src/contract/approval.ts";
import { AuditEntry } from "../../../src/contract/audit.ts";
import { Run } from "../../../src/contract/run.ts";
import { type Client, expectStatus } from "../../support/client.ts";
import { checkDeliveries } from "./check-deliveries.ts";
import { differs } from "./differs.ts";
import type { FaultProxy, Passage } from "./fault-proxy.ts";
import type { PlayedAsk, PlayedRun, Said } from "./play-run.ts";
import { outcomeOf } from "./stories.ts";

const Page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });

/** What the ledger shows, all pages of it. */
export interface Books {
  readonly runs: ReadonlyMap<string, Run>;
  readonly approvals: ReadonlyMap<string, Approval>;
  readonly audit: readonly AuditEntry[];
}

export async function readBooks(client: Client): Promise<Books> {
  const runs = Run.array().parse(await allOf(client, "/api/runs"));
  const approvals = Approval.array().parse(await allOf(client, "/api/approvals"));
  const audit = AuditEntry.array().parse(await allOf(client, "/api/audit"));
  return { runs: byId(runs), approvals: byId(approvals), audit };
}

export async function allOf(client: Client, path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "limit=100" : `limit=100&cursor=${encodeURIComponent(cursor)}`;
    const page: z.infer<typeof Page> = Page.parse(expectStatus(await client.send(`${path}?${query}`), 200).body);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

interface Evidence {
  readonly client: Client;
  readonly proxy: FaultProxy;
  readonly books: Books;
}

export async function checkRun(evidence: Evidence, played: PlayedRun): Promise<string[]> {
  const { client, proxy, books } = evidence;
  const run = await client.getRun(played.runId);
  const approvals = await Promise.all(played.asks.map(({ approvalId }) => client.getApproval(approvalId)));
  const end = played.story.end(approvals.map(({ status }) => status));
  const problems = [
    ...differs("the run's status", run.status, end.status),
    ...differs("the ledger's list of runs", books.runs.get(run.id)?.status, end.status),
    ...differs("the run's approvals", sorted(run.approvals), sorted(played.asks.map(({ approvalId }) => approvalId))),
    ...checkOutput(run, approvals),
    ...checkCalls(proxy.about(played.key), end.calls),
    ...checkTold(proxy.about(played.key), `${played.key}tell`, end.tells ?? 0),
    ...checkTrail(
      books.audit.filter(({ runId }) => runId === run.id),
      approvals,
    ),
    ...played.asks.flatMap((ask, index) => checkAsk(ask, approvals[index], evidence, played.key)),
  ];
  return problems.map((problem) => `${played.key} (${played.story.ensemble}, ${played.runId}): ${problem}`);
}

/** What the run went on from is what its last approval came to. */
function checkOutput({ status, output }: Run, approvals: readonly Approval[]): string[] {
  if (status !== "completed") return [];
  return differs("what the run was told of the outcome", output, { status: approvals.at(-1)?.status });
}

/** Each step has called at least once, always by one and the same key; no other step has called. */
function checkCalls(passages: readonly Passage[], expected: Readonly<Record<string, number>>): string[] {
  const keys = new Map<string, Set<string>>();
  const arrived = new Map<string, Set<string>>();
  for (const { service, path, headers, status } of passages) {
    if (service !== "calls") continue;
    const step = path.split("/")[1] ?? "";
    const key = headers["idempotency-key"] ?? "";
    if (key === "") return [`a call of ${step} has no Idempotency-Key`];
    keys.set(step, (keys.get(step) ?? new Set()).add(key));
    if (status !== null) arrived.set(step, (arrived.get(step) ?? new Set()).add(key));
  }
  const steps = new Set([...keys.keys(), ...Object.keys(expected)]);
  return [...steps].flatMap((step) => [
    ...differs(`different keys in calls of ${step}`, keys.get(step)?.size ?? 0, expected[step] ?? 0),
    ...differs(`calls of ${step} that arrived, by key`, arrived.get(step)?.size ?? 0, expected[step] ?? 0),
  ]);
}

/** Each step that tells people has done so, by one and the same id. */
function checkTold(passages: readonly Passage[], message: string, expected: number): string[] {
  const told = passages.filter(({ service, body }) => service === "webhook" && body.includes(message));
  const arrived = told.filter(({ status }) => status !== null && status < 400);
  return [
    ...differs("ids of what a step told", idsOf(told).size, expected),
    ...differs("what a step told and arrived, by id", idsOf(arrived).size, expected),
  ];
}

function idsOf(passages: readonly Passage[]): ReadonlySet<string> {
  return new Set(passages.map(({ headers }) => headers["webhook-id"] ?? ""));
}

function checkAsk(
  played: PlayedAsk,
  approval: Approval | undefined,
  { proxy, books }: Evidence,
  key: string,
): string[] {
  if (approval === undefined) return ["an approval is gone"];
  const recorded = approval.approvals;
  const expected = outcomeOf(
    played.ask,
    recorded.map(({ approved }) => approved),
  );
  const listed = books.approvals.get(approval.id);
  return [
    ...differs("the outcome by the answers on record", approval.status, expected),
    ...checkListed(listed, approval),
    ...played.said.flatMap((said) => checkSaid(said, approval)),
    ...checkOnce(recorded.map(({ approver }) => approver.toLowerCase())),
    ...recorded
      .filter(({ feedback }) => !played.said.some(({ mark }) => mark === feedback))
      .map(({ feedback }) => `there is an answer on record that nobody gave: ${feedback}`),
    ...checkDeliveries(approval, played.ask.marker, proxy.about(key)),
  ];
}

/** All that its owner says of it, but for the data, which a list leaves out of what is over. */
function checkListed(listed: Approval | undefined, approval: Approval): string[] {
  const expected = Object.entries({ ...approval, data: null, metadata: null });
  const found = new Map(Object.entries(listed ?? {}));
  return expected.flatMap(([member, value]) => differs(`what the ledger lists as ${member}`, found.get(member), value));
}

/** What was answered with 200 stands; what was refused does not; what was cut off may. */
function checkSaid({ mark, approved, status, text }: Said, approval: Approval): string[] {
  const recorded = approval.approvals.filter(({ feedback }) => feedback === mark);
  switch (status) {
    case 200:
      return [
        ...differs(
          `the answer "${mark}", which was taken`,
          recorded.map((answer) => answer.approved),
          [approved],
        ),
        ...checkPromised(mark, text, approval),
      ];
    case 409:
    case 410:
      return recorded.length === 0 ? [] : [`the answer "${mark}" was refused, and counts`];
    case null:
      return recorded.length <= 1 ? [] : [`the answer "${mark}" counts twice`];
    default:
      return [`the answer "${mark}" got ${status}: ${text.slice(0, 300)}`];
  }
}

/** An end that somebody was told of is the end. */
function checkPromised(mark: string, text: string, approval: Approval): string[] {
  const { status } = JSON.parse(text) as { status: string };
  return status === "pending" ? [] : differs(`the end that the answer "${mark}" was told of`, approval.status, status);
}

function checkOnce(names: readonly string[]): string[] {
  return new Set(names).size === names.length ? [] : [`somebody counts twice: ${names.join(", ")}`];
}

/** The trail has each beginning and each end once, and each answer that counts once. */
function checkTrail(entries: readonly AuditEntry[], approvals: readonly Approval[]): string[] {
  const count = (types: RegExp, id?: string) =>
    entries.filter(({ type, approvalId }) => types.test(type) && (id === undefined || approvalId === id)).length;
  return [
    ...differs("lines on the run's start", count(/^run\.started$/), 1),
    ...differs("lines on the run's end", count(/^run\.(?:completed|rejected|failed|cancelled)$/), 1),
    ...approvals.flatMap(({ id, approvals: answers }) => [
      ...differs("lines that people were asked", count(/^approval\.requested$/, id), 1),
      ...differs("lines on the approval's end", count(/^approval\.(?:decided|expired|cancelled)$/, id), 1),
      ...differs("lines on answers", count(/^approval\.answered$/, id), answers.length),
    ]),
  ];
}

function sorted(ids: readonly string[]): string[] {
  return ids.toSorted((one, other) => (one < other ? -1 : 1));
}
