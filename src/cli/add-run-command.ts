/** `countersign run`: runs of a deployment, started, read, watched and stopped. */
import type { Command } from "commander";
import type { Client, Run } from "../client/create-client.ts";
import { connect, ENVIRONMENT } from "./connect.ts";
import type { ExitCode } from "./exit-codes.ts";
import { parseObject, readOption } from "./json-option.ts";
import type { Finish } from "./program.ts";
import { printJson } from "./terminal/print.ts";
import { exitOfRun, showRun } from "./terminal/show-run.ts";
import { watchRun } from "./watch-run.ts";

const EXIT_STATUS = `Exit status: 0 done; 1 the run failed, or Countersign refused; 2 the command was not understood;
3 the run was rejected; 5 it was cancelled.`;

const AFTER = `
Examples:
  countersign run start hello-approval --input '{"message":"Hello"}' --wait
  countersign run start two-of-three --input @payment.json --json | jq -r .id
  countersign run watch run_0f6c0f9a3a0f4c7e9d1a2b3c4d5e6f70

${ENVIRONMENT}

${EXIT_STATUS}`;

interface StartOptions {
  readonly input?: string;
  readonly requestedBy?: string;
  readonly idempotencyKey?: string;
  readonly wait?: true;
  readonly json?: true;
}

interface ShowOptions {
  readonly json?: true;
}

export function addRunCommand(program: Command, finish: Finish): void {
  const run = program
    .command("run")
    .summary("start, read, watch and cancel runs of a deployment")
    .description("Runs of a deployment: starts, shows, watches and cancels them.")
    .addHelpText("after", AFTER);
  const show = (shown: Run, json: true | undefined): void => {
    if (json === true) printJson(shown);
    else console.log(showRun(shown));
    finish(exitOfRun(shown));
  };
  addStart(run, show);
  addById(run, { name: "get", summary: "show a run with its steps" }, async (client, id, { json }) =>
    show(await client.runs.get(id), json),
  );
  addById(run, { name: "watch", summary: "tell what a run does, until it is over" }, async (client, id, { json }) =>
    finish(await watched(client, id, json)),
  );
  addById(run, { name: "cancel", summary: "stop a run, and withdraw what it asks" }, async (client, id, { json }) =>
    show(await client.runs.cancel(id), json),
  );
}

function addStart(run: Command, show: (run: Run, json: true | undefined) => void): void {
  run
    .command("start")
    .summary("start a run")
    .description("Starts a run of an ensemble.")
    .argument("<ensemble>", "its name")
    .option("--input <json>", "the run's input, @FILE, or - for standard input")
    .option("--requested-by <who>", "for whom it is started; default: the key's name")
    .option("--idempotency-key <key>", "the same key and input give the same run")
    .option("--wait", "answer when the run is suspended or over")
    .option("--json", "print the run as JSON, for programs")
    .action(async (ensemble: string, { input, requestedBy, idempotencyKey, wait, json }: StartOptions) => {
      const client = connect();
      const started = await client.runs.start(ensemble, {
        input: input === undefined ? {} : parseObject("--input", readOption("--input", input)),
        ...(requestedBy === undefined ? {} : { requestedBy }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      show(wait === true ? await client.runs.wait(started.id) : started, json);
    });
}

type ById = (client: Client, id: string, options: ShowOptions) => Promise<void>;

function addById(run: Command, words: { readonly name: string; readonly summary: string }, act: ById): void {
  run
    .command(words.name)
    .summary(words.summary)
    .description(`${words.summary.charAt(0).toUpperCase()}${words.summary.slice(1)}.`)
    .argument("<id>", "the run's id")
    .option("--json", "print JSON, for programs")
    .action((id: string, options: ShowOptions) => act(connect(), id, options));
}

/** For programs the run at its end; for people a line for each thing that happens. */
async function watched(client: Client, id: string, json: true | undefined): Promise<ExitCode> {
  if (json !== true) return exitOfRun(await watchRun(client, id, console.log));
  const run = await client.runs.wait(id, { until: "end" });
  printJson(run);
  return exitOfRun(run);
}
