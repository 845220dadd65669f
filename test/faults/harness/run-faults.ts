/** Drives runs through a Worker that is killed again and again, lets it settle, and checks every run. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Approval } from "../../../src/contract/approval.ts";
import { isRunOver, Run } from "../../../src/contract/run.ts";
import { type Answer, Client, expectStatus } from "../../support/client.ts";
import { KEYS } from "../../support/settings.ts";
import { TestWorker } from "../../support/worker.ts";
import { allOf, checkRun, readBooks } from "./check-runs.ts";
import { checkChain, checkPosted, eventIds, readTrail } from "./check-trail.ts";
import { Moments } from "./moments.ts";
import { openOutside, type Outside } from "./outside.ts";
import { hurry, playRun, type PlayedRun, type World } from "./play-run.ts";
import { chance, lifetime, momentOf } from "./schedule.ts";
import { storyOf } from "./stories.ts";

export interface FaultOptions {
  readonly seed: number;
  readonly runs: number;
  readonly kills: number;
  /** Of the part with kills: what was not begun by then is not begun any more. */
  readonly seconds: number;
  /** How long it may take until all is at rest, in seconds. */
  readonly settleWithin: number;
  readonly say: (line: string) => void;
}

export interface FaultReport {
  readonly runs: number;
  readonly kills: number;
  readonly seconds: number;
  readonly settledAfter: number;
  /** How long the Worker took to be there again, in seconds, after each kill. */
  readonly restarts: readonly number[];
  readonly played: readonly PlayedRun[];
  readonly outside: Outside["proxy"]["passages"];
  /** Answers that were none, such as 503 while the Worker starts. */
  readonly serverErrors: readonly Answer[];
  readonly trail: unknown;
  /** Everything that is not as the model has it. */
  readonly problems: readonly string[];
}

export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const moments = new Moments();
  const outside = await openOutside(options.seed, moments);
  try {
    const worker = await TestWorker.start({ vars: outside.vars, ensembles: join(import.meta.dirname, "ensembles") });
    try {
      return await storm(options, { outside, moments, worker });
    } finally {
      await worker.stop();
    }
  } finally {
    await outside.close();
  }
}

interface Site {
  readonly outside: Outside;
  readonly moments: Moments;
  readonly worker: TestWorker;
}

async function storm(options: FaultOptions, { outside, moments, worker }: Site): Promise<FaultReport> {
  const { seed, say } = options;
  const begun = Date.now();
  let isOver = false;
  const serverErrors: Answer[] = [];
  const failed = (answer: Answer) => {
    serverErrors.push(answer);
    return null;
  };
  const world: World = {
    seed,
    client: new Client(worker.url, KEYS.main),
    proxy: outside.proxy,
    moments,
    patience: { isOver: () => isOver, failed },
  };
  await followEvents(world.client, outside.eventsUrl);
  const restarts: number[] = [];
  const playing: Promise<PlayedRun | Error>[] = [];
  const start = (index: number) => {
    const key = `run${String(index).padStart(5, "0")}`;
    const story = storyOf(index, key);
    story.slackUsers.forEach(outside.addSlackUser);
    playing.push(playRun(world, key, story).catch((error: unknown) => asError(key, error)));
  };
  const kills = await killAgainAndAgain(options, { worker, moments: world.moments, begun, restarts, start });
  const stormy = (Date.now() - begun) / 1_000;
  say(`${playing.length} runs begun, ${kills} kills in ${stormy.toFixed(0)} s; settling`);

  const settling = Date.now();
  const deadline = settling + options.settleWithin * 1_000;
  const ending = Promise.all(playing).then((ended) => {
    say(`everybody has answered after ${seconds(settling)} s`);
    return ended;
  });
  const timer = setTimeout(() => (isOver = true), options.settleWithin * 1_000);
  const ended = await ending;
  clearTimeout(timer);
  const stuck = await settle(world, ended, deadline);
  const settledAfter = seconds(settling);
  await untilPosted(world, deadline);
  const played = ended.filter((run): run is PlayedRun => !(run instanceof Error));
  const books = await readBooks(world.client);
  const problems = [
    ...ended.filter((run): run is Error => run instanceof Error).map(({ message }) => message),
    ...stuck,
    ...(books.runs.size === playing.length ? [] : [`the ledger has ${books.runs.size} runs of ${playing.length}`]),
    ...[...books.approvals.values()]
      .filter(({ status }) => status === "pending")
      .map(({ id }) => `${id} is still open`),
  ];
  for (const run of played)
    problems.push(...(await checkRun({ client: world.client, proxy: outside.proxy, books }, run)));
  const trail = expectStatus(await world.client.send("/api/audit/verify"), 200).body;
  const lines = await readTrail(world.client);
  problems.push(...checkChain(lines, trail), ...checkPosted(lines, outside.proxy.passages));
  return {
    runs: playing.length,
    kills,
    seconds: stormy,
    settledAfter,
    restarts,
    played,
    outside: outside.proxy.passages,
    serverErrors,
    trail,
    problems,
  };
}

interface Stage {
  readonly worker: TestWorker;
  readonly moments: Moments;
  readonly begun: number;
  readonly restarts: number[];
  readonly start: (index: number) => void;
}

/** Runs begin evenly between the kills, each at a moment of its own. Gives how often the Worker was killed. */
async function killAgainAndAgain(
  options: FaultOptions,
  { worker, moments, begun, restarts, start }: Stage,
): Promise<number> {
  const { seed, runs, kills, say } = options;
  for (let kill = 0; kill < kills; kill += 1) {
    if (seconds(begun) > options.seconds) return kill;
    const life = lifetime(seed, kill);
    const [from, to] = [kill, kill + 1].map((at) => Math.round((at * runs) / kills));
    for (let index = from ?? 0; index < (to ?? 0); index += 1)
      setTimeout(() => start(index), life * chance(seed, "begin", index));
    await killingMoment(options, kill, moments);
    await worker.kill();
    const killed = Date.now();
    await startPatiently(worker);
    restarts.push(seconds(killed));
    if ((kill + 1) % 10 === 0) say(`${kill + 1} kills after ${seconds(begun).toFixed(0)} s`);
  }
  return kills;
}

/** On a busy machine, or with much to take up again, it may take longer than a test would wait. */
async function startPatiently(worker: TestWorker): Promise<void> {
  await worker
    .start()
    .catch(() => worker.start())
    .catch(() => worker.start());
}

async function killingMoment({ seed }: FaultOptions, kill: number, moments: Moments): Promise<void> {
  const life = sleep(lifetime(seed, kill));
  const moment = momentOf(seed, kill);
  if (moment.kind === "time") return life;
  await Promise.race([life, moments.more(moment.kind, moment.nth).then(() => sleep(moment.delay))]);
}

/** Until all runs are over and nothing is on its way; gives what is not. */
async function settle(world: World, ended: readonly (PlayedRun | Error)[], deadline: number): Promise<string[]> {
  for (;;) {
    const open = Run.array()
      .parse(await allOf(world.client, "/api/runs"))
      .filter(({ status }) => !isRunOver(status));
    const busy = Approval.array()
      .parse(await allOf(world.client, "/api/approvals"))
      .filter(({ deliveries }) => deliveries.some(({ status }) => status === "pending"));
    if (open.length === 0 && busy.length === 0) return [];
    if (Date.now() > deadline)
      return [
        ...open.map((run) => `${keyOf(ended, run.id)} ${run.id} is not over: ${run.status}`),
        ...busy.map(({ id }) => `${id} still has something to tell`),
      ];
    for (const runId of new Set(busy.map((approval) => approval.runId))) if (runId !== null) await hurry(world, runId);
    await sleep(1_000);
  }
}

/** All that happens is posted to a webhook of events. */
async function followEvents(client: Client, url: string): Promise<void> {
  expectStatus(await client.send("/api/webhooks", { method: "POST", body: { url } }), 201);
}

/** Until nothing more is posted; an attempt that a kill cut off comes again as soon as time has moved past it. */
async function untilPosted({ client, proxy }: World, deadline: number): Promise<void> {
  const last = eventIds(await readTrail(client)).at(-1) ?? "";
  const isThere = () => proxy.passages.some(({ headers, status }) => status !== null && headers["webhook-id"] === last);
  for (let seen = 0; !isThere() && Date.now() < deadline; seen = proxy.passages.length) {
    // What is on its way would be cut off: time moves where nothing comes any more.
    if (proxy.passages.length === seen) await client.moveTimeOfLedger("main", "41s");
    await sleep(2_000);
  }
}

function keyOf(ended: readonly (PlayedRun | Error)[], runId: string): string {
  return ended.find((run): run is PlayedRun => !(run instanceof Error) && run.runId === runId)?.key ?? "";
}

function asError(key: string, error: unknown): Error {
  return new Error(`${key}: ${error instanceof Error ? error.message : String(error)}`);
}

function seconds(since: number): number {
  return (Date.now() - since) / 1_000;
}
