/** `countersign simulate`: a run played to its end on this machine, with scripted people and a clock that leaps. */
import type { Command } from "commander";
import type { Plan, PlanAgent } from "../ensembles/plan.ts";
import { nearestName } from "../expressions/nearest-name.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { agentNames } from "../runs/kept-agents.ts";
import { EXIT } from "./exit-codes.ts";
import { collect } from "./json-option.ts";
import type { Finish } from "./program.ts";
import type { PlayOptions } from "./simulate/play.ts";
import { parseAnswer, parseTimeout, type ScriptedAnswer } from "./simulate/script.ts";

const AFTER = `
Nothing leaves this machine: agents that go outside (http, think, email, data, notify) get what --answer says, or a word
on what would have been called. Scripts of \`code\` agents do run, unless they have an --answer. The interpreter and the
rules of approvals are those of the Worker. A request that nobody answers runs into its time limit, at once.

Answers are given in their order: the first to the request that is open, the next to the same while it stays open, then to
the next round. Without a name the next approver answers.

Examples:
  countersign simulate ensembles/hello-approval.yaml --input '{"message":"Hi"}' --approve approve
  countersign simulate ensembles/two-of-three.yaml --input '{"payee":"Ana","amount":120}' \\
      --approve approve=ana@example.com --reject approve=bo@example.com:'too dear'
  countersign simulate ensembles/two-of-three.yaml --input @payment.json --timeout approve --json
  countersign simulate ensembles/content-approval.yaml --input '{"topic":"tides"}' --answer draft='"A fine text"' \\
      --env CMS_URL=https://cms.example.com --reject review=:'name the moon' --approve review

Exit status: 0 played to its end; 1 mistakes in document or input, or the run failed; 2 the command was not understood.`;

interface Options extends PlayOptions {
  readonly json?: true;
}

export function addSimulateCommand(program: Command, finish: Finish): void {
  const answers: ScriptedAnswer[] = [];
  const script = (parse: (text: string) => ScriptedAnswer) => (text: string) => void answers.push(parse(text));
  program
    .command("simulate")
    .summary("play a run with scripted people and a fake clock")
    .description("Plays a run to its end, with scripted people and a fake clock, and tells what happened.")
    .argument("<file>", "the document")
    .option("--input <json>", "the run's input, or @FILE")
    .option(
      "--approve <agent[=who[:comment]]>",
      "somebody approves",
      script((text) => parseAnswer("approve", text)),
    )
    .option(
      "--reject <agent[=who[:reason]]>",
      "somebody rejects",
      script((text) => parseAnswer("reject", text)),
    )
    .option("--timeout <agent>", "nobody answers this request", script(parseTimeout))
    .option("--values <agent=json>", "what is filled into the request's form on approval", collect)
    .option("--env <name=value>", "a value of the environment", collect)
    .option("--answer <agent=json>", "what comes back to an agent", collect)
    .option("--at <time>", "when the run starts (ISO 8601)")
    .option("--json", "print one JSON object, for programs")
    .addHelpText("after", AFTER)
    .action(async (file: string, options: Options) => {
      // The interpreter is loaded by those who use it: other commands start in half the time.
      const [{ play }, { tell }] = await Promise.all([import("./simulate/play.ts"), import("./simulate/tell.ts")]);
      const simulation = await play(file, options, answers);
      console.log(options.json === true ? JSON.stringify(simulation, null, 2) : tell(simulation));
      finish(simulation.run.status === "failed" ? EXIT.wrong : EXIT.ok);
    });
}

async function play(file: string, options: Options, answers: readonly ScriptedAnswer[]): Promise<Simulation> {
  const { plan } = await requirePlan(file);
  const stubs = pairs("--answer", options.answer, 'AGENT=\'{"some":"JSON"}\'', parseJsonText);
  const values = pairs("--values", options.values, "AGENT='{\"field\":1}'", parseObject);
  const env = pairs("--env", options.env, "NAME=value", (_option, text) => text);
  // What an ensemble in TypeScript calls shows only when it runs.
  if (plan.code === undefined) requireAgents(plan, { stubs, values, answers });
  const input = options.input === undefined ? {} : parseObject("--input", readInput(options.input));
  const simulation = await simulate({ file, input, env, answers, values, stubs, ...startOf(options.at) });
  return { ...simulation, calls: hideInCalls(simulation.calls, env) };
}

interface Named {
  readonly stubs: object;
  readonly values: object;
  readonly answers: readonly ScriptedAnswer[];
}

function requireAgents({ agents }: Plan, { stubs, values, answers }: Named): void {
  const all = agents.flatMap(agentNames);
  const askers = agents.flatMap(askingAgents);
  for (const name of Object.keys(stubs)) requireAgent(`--answer ${name}`, name, all);
  for (const name of Object.keys(values)) requireAgent(`--values ${name}`, name, askers);
  for (const { target, written } of answers) requireAgent(written, target.replace(/[#[].*$/, ""), askers);
}

function collect(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}

function pairs<T>(
  option: string,
  texts: readonly string[] | undefined,
  example: string,
  parse: (option: string, text: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    (texts ?? []).map((text) => {
      const [name, value] = parsePair(option, text, example);
      return [name, parse(`${option} ${name}`, value)];
    }),
  );
}

function readInput(text: string): string {
  if (!text.startsWith("@")) return text;
  try {
    return readFileSync(text.slice(1), "utf8");
  } catch {
    throw new UsageError(`--input ${text}: the file cannot be read`);
  }
}

function parseObject(option: string, text: string): JsonObject {
  const value = parseJsonText(option, text);
  if (isJsonObject(value)) return value;
  throw new UsageError(`${option}: a JSON object is wanted, as in '{"topic":"cats"}'`);
}

function parseJsonText(option: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new UsageError(`${option}: ${text} is no JSON; a text needs quotes of its own, as in '"like this"'`);
  }
}

function startOf(at: string | undefined): { readonly startedAt?: string } {
  if (at === undefined) return {};
  if (Number.isNaN(Date.parse(at))) throw new UsageError(`--at ${at}: write a time such as 2026-01-31T09:00:00Z`);
  return { startedAt: at };
}

function askingAgents(agent: PlanAgent): readonly string[] {
  if (agent.kind === "parallel") return agent.agents.flatMap(askingAgents);
  return agent.kind === "hitl" ? [agent.name] : [];
}

function requireAgent(written: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const nearest = nearestName(name, known);
  const help = nearest === undefined ? `there are ${known.join(", ") || "none"}` : `did you mean ${nearest}?`;
  throw new UsageError(`${written}: there is no such agent "${name}"; ${help}`);
}
