/** What the people of one run do, through a Worker that keeps dying: they ask again until they are answered. */
import { setTimeout as sleep } from "node:timers/promises";
import { Run } from "../../../src/contract/run.ts";
import { type Answer, type Client, decideByLink, expectStatus, itemsOf } from "../../support/client.ts";
import { linksIn, withoutQuery } from "../../support/links-in.ts";
import { attempt, insist, lookFor, type Patience } from "./attempts.ts";
import type { FaultProxy, Passage } from "./fault-proxy.ts";
import type { Moments } from "./moments.ts";
import { chance } from "./schedule.ts";
import type { Ask, Intent, Story } from "./stories.ts";

export interface World {
  readonly seed: number;
  readonly client: Client;
  readonly proxy: FaultProxy;
  readonly moments: Moments;
  readonly patience: Patience;
}

/** One answer that somebody sent. */
export interface Said {
  /** Goes with the answer, and is found in the record where it counted. */
  readonly mark: string;
  readonly approved: boolean;
  /** `null` where nobody can know. */
  readonly status: number | null;
  readonly text: string;
}

export interface PlayedAsk {
  readonly ask: Ask;
  readonly approvalId: string;
  readonly said: readonly Said[];
}

export interface PlayedRun {
  readonly key: string;
  readonly story: Story;
  readonly runId: string;
  readonly asks: readonly PlayedAsk[];
}

export async function playRun(world: World, key: string, story: Story): Promise<PlayedRun> {
  const runId = await startRun(world, key, story);
  const asks = await Promise.all(story.asks.map((ask) => playAsk(world, { key, runId, ask })));
  const again = await startRun(world, key, story);
  if (again !== runId) throw new Error(`${key} was started twice, as ${runId} and ${again}`);
  return { key, story, runId, asks };
}

async function startRun({ client, patience }: World, key: string, { ensemble, input }: Story): Promise<string> {
  const start = () => client.tryStartRun(ensemble, { input }, { "idempotency-key": key });
  return Run.parse(expectStatus(await insist(start, `starting ${key}`, patience), 202).body).id;
}

interface Place {
  readonly key: string;
  readonly runId: string;
  readonly ask: Ask;
}

async function playAsk(world: World, place: Place): Promise<PlayedAsk> {
  const { ask } = place;
  const { body } = await messageTo(world, place);
  const approvalId = approvalIdIn(body) ?? "";
  if (ask.after !== undefined) await moveTime(world, approvalId, ask.after);
  if (ask.intents.length === 0) await timeUp(world, approvalId);
  const doors = await Promise.all(ask.intents.map((intent) => doorFor(world, place, { intent, approvalId })));
  const said = await Promise.all(ask.intents.map((intent, index) => sayIt(world, ask, { intent, door: doors[index] })));
  const late = await sayLate(world, ask, doors[0] ?? linkIn(body));
  return { ask, approvalId, said: [...said.flat(), ...late] };
}

type Door = (body: object) => Promise<Answer>;

/** By which an intent is said: as soon as its message has arrived. */
async function doorFor(world: World, place: Place, { intent, approvalId }: { intent: Intent; approvalId: string }) {
  if (intent.by === "api")
    return (body: object) => world.client.send(`/api/approvals/${approvalId}/decision`, { method: "POST", body });
  return linkIn((await messageTo(world, place, intent.as)).body);
}

function linkIn(body: string): Door {
  const [link] = linksIn(body);
  if (link === undefined) throw new Error(`no link in ${body.slice(0, 500)}`);
  return (answer) => decideByLink(withoutQuery(link), answer);
}

/** The message about a request that has arrived; where somebody is named, the one that was sent to them alone. */
function messageTo(world: World, { key, runId, ask }: Place, to?: string): Promise<Passage> {
  return lookFor(
    () =>
      world.proxy.arrived(key).find((passage) => isMessage(passage, ask) && (to === undefined || isTo(passage, to))),
    {
      what: `a message about ${ask.marker}${to === undefined ? "" : ` to ${to}`}`,
      nudge: () => hurry(world, runId),
      patience: world.patience,
    },
  );
}

function isMessage({ service, body }: Passage, ask: Ask): boolean {
  return service === ask.service && body.includes(ask.marker) && approvalIdIn(body) !== undefined;
}

function isTo({ body }: Passage, address: string): boolean {
  return body.includes(`"to":[{"email":"${address}"`);
}

function approvalIdIn(body: string): string | undefined {
  return /hitl_[0-9a-f]{64}/.exec(body)?.[0];
}

/** Lets the waits between two tries of telling somebody pass. */
export async function hurry({ client }: Pick<World, "client">, runId: string): Promise<void> {
  const open = itemsOf(await client.send(`/api/approvals?run=${runId}`)) as { id: string }[];
  for (const { id } of open) await client.moveTime(id, "20s");
}

async function moveTime(world: World, approvalId: string, duration: string): Promise<void> {
  while (!(await world.client.moveTime(approvalId, duration).then(isDone, isNotDone))) {
    if (world.patience.isOver()) throw new Error(`gave up moving the time of ${approvalId}`);
    await sleep(200);
  }
}

const isDone = (): boolean => true;
const isNotDone = (): boolean => false;

/** The end that time brings is there, and nobody had to look at it. */
async function timeUp(world: World, approvalId: string): Promise<void> {
  const isThere = async () => {
    const listed = await world.client.send(`/api/approvals/${approvalId}`);
    return (listed.body as { status?: string } | undefined)?.status === "timeout";
  };
  while (!(await isThere().catch(() => false))) {
    if (world.patience.isOver()) throw new Error(`gave up waiting for the end of ${approvalId}`);
    await sleep(300);
  }
}

/** Says it until it is answered; some press twice. */
async function sayIt(world: World, ask: Ask, { intent, door }: { intent: Intent; door: Door | undefined }) {
  if (door === undefined) throw new Error("there is no way to answer");
  const said: Said[] = [];
  const who = intent.as ?? intent.name ?? "somebody";
  const presses = chance(world.seed, "presses", ask.marker, who) < 0.25 ? 2 : 1;
  do {
    if (world.patience.isOver()) throw new Error(`gave up answering ${ask.marker}`);
    if (said.length > 0) await sleep(200);
    const marks = Array.from({ length: presses }, (_, press) => `${ask.marker} ${who} ${said.length + press + 1}`);
    said.push(...(await Promise.all(marks.map((mark) => sayOnce(world, door, { ...intent, mark })))));
  } while (said.every(({ status }) => status === null));
  return said;
}

/** After the end, the opposite is tried. */
async function sayLate(world: World, ask: Ask, door: Door): Promise<readonly Said[]> {
  const [first = { approved: false }] = ask.intents;
  const late = { ...first, approved: !first.approved, mark: `${ask.marker} late` };
  for (;;) {
    const said = await sayOnce(world, door, late);
    if (said.status !== null || world.patience.isOver()) return [said];
    await sleep(200);
  }
}

async function sayOnce(
  world: World,
  door: Door,
  { approved, name, mark }: Intent & { readonly mark: string },
): Promise<Said> {
  const body = { approved, feedback: mark, ...(name === undefined ? {} : { approver: name }) };
  const answer = await attempt(() => door(body), world.patience);
  if (answer?.status === 200) world.moments.happened("answer");
  return { mark, approved, status: answer?.status ?? null, text: answer?.text ?? "" };
}
