/** Plays what the command line asks for, once all of it is known to make sense. */
import type { Plan, PlanAgent } from "../../ensembles/plan.ts";
import { nearestName } from "../../expressions/nearest-name.ts";
import { agentNames } from "../../runs/kept-agents.ts";
import { parseJsonText, parseObject, readOption } from "../json-option.ts";
import { requirePlan } from "../require-plan.ts";
import { UsageError } from "../usage-error.ts";
import { hideInCalls } from "./hide-in-calls.ts";
import { parsePair, type ScriptedAnswer } from "./script.ts";
import { simulate, type Simulation } from "./simulate.ts";

export interface PlayOptions {
  readonly input?: string;
  readonly env?: readonly string[];
  readonly answer?: readonly string[];
  readonly values?: readonly string[];
  readonly at?: string;
}

export async function play(
  file: string,
  options: PlayOptions,
  answers: readonly ScriptedAnswer[],
): Promise<Simulation> {
  const { plan } = await requirePlan(file);
  const stubs = pairs("--answer", options.answer, 'AGENT=\'{"some":"JSON"}\'', parseJsonText);
  const values = pairs("--values", options.values, "AGENT='{\"field\":1}'", parseObject);
  const env = pairs("--env", options.env, "NAME=value", (_option, text) => text);
  // What an ensemble in TypeScript calls shows only when it runs.
  if (plan.code === undefined) requireAgents(plan, { stubs, values, answers });
  const input = options.input === undefined ? {} : parseObject("--input", readOption("--input", options.input));
  const simulation = await simulate({ file, input, env, answers, values, stubs, ...startOf(options.at) });
  return { ...simulation, calls: hideInCalls(simulation.calls, env) };
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

function startOf(at: string | undefined): { readonly startedAt?: string } {
  if (at === undefined) return {};
  if (Number.isNaN(Date.parse(at))) throw new UsageError(`--at ${at}: write a time such as 2026-01-31T09:00:00Z`);
  return { startedAt: at };
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
