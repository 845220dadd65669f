/** What an agent does, in a few words. */
import type { HitlAgent, HitlTimeout, PlanAgent, WorkAgent } from "../plan.ts";
import type { CompiledValue } from "../../expressions/compiled.ts";
import { printExpression } from "../../expressions/print-expression.ts";
import { formatDuration } from "../../kernel/duration.ts";
import { isJsonObject } from "../../kernel/json.ts";

/** The lines below the agent's name. */
export function describeAgent(agent: PlanAgent): readonly string[] {
  const loop = agent.foreach === undefined ? [] : [`for each of ${printValue(agent.foreach.list)}`];
  return [...deeds(agent), ...loop];
}

function deeds(agent: PlanAgent): readonly string[] {
  switch (agent.kind) {
    case "work":
      return [work(agent)];
    case "hitl":
      return [asks(agent)];
    case "answer":
      return [`${agent.action} another approval`];
    case "wait":
      return [`waits for the event ${agent.event}`];
    case "sleep":
      return [`waits ${formatDuration(agent.ms)}`];
    case "parallel":
      return ["all at once"];
    default:
      return agent satisfies never;
  }
}

function work({ operation, config }: WorkAgent): string {
  const told = ["script", "url", "to", "channel", "binding"].flatMap((key) => optionOf(config, key) ?? []);
  return [operation, ...told.slice(0, 1)].join(" ");
}

function asks({ inputs, editable }: HitlAgent): string {
  const given = new Map(inputs);
  const wanted = given.get("minApprovals");
  const approvers = given.get("approvers");
  const quorum = wanted === undefined || isOne(wanted) ? "" : `${printValue(wanted)} of `;
  const groups = wanted === undefined ? null : ofGroups(wanted);
  if (groups !== null) return `asks ${groups}${mayChange(editable)}`;
  const people = approvers === undefined ? "whoever holds a link" : printValue(approvers);
  return `asks ${quorum}${people}${mayChange(editable)}`;
}

function mayChange(editable: true | undefined): string {
  return editable === true ? ", who may change it" : "";
}

/** `1 of purchasing, 2 of finance`; `null` where groups have no numbers of their own. */
function ofGroups(wanted: CompiledValue): string | null {
  if (wanted.k !== "const" || !isJsonObject(wanted.v)) return null;
  const groups = Object.entries(wanted.v).map(([group, count]) => `${plain(count)} of ${group}`);
  return groups.join(", ");
}

/** When time runs out, in words; `null` where it never does. */
export function timeLimit(timeout: HitlTimeout): string | null {
  switch (timeout.kind) {
    case "never":
      return null;
    case "fixed":
      return formatDuration(timeout.ms);
    case "value":
      return `${printValue(timeout.value)} ${timeout.unit}`;
    default:
      return timeout satisfies never;
  }
}

function isOne(value: CompiledValue): boolean {
  return value.k === "const" && value.v === 1;
}

function optionOf(config: CompiledValue, key: string): string | undefined {
  const value = memberOf(config, key);
  if (value === undefined) return undefined;
  return key === "url" ? withoutPath(printValue(value)) : printValue(value);
}

/** An address up to its host: behind it, and before it, may stand what is to be kept secret. */
export function withoutPath(url: string): string {
  const [whole, scheme = "", host = ""] = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#]+)/i.exec(url) ?? [];
  if (whole === undefined) return url;
  return url.length > whole.length + 1 ? `${scheme}${host}/…` : `${scheme}${host}`;
}

function memberOf(config: CompiledValue, key: string): CompiledValue | undefined {
  if (config.k === "object") return config.o.find(([name]) => name === key)?.[1];
  if (config.k !== "const" || typeof config.v !== "object" || config.v === null || Array.isArray(config.v))
    return undefined;
  const value = config.v[key];
  return value === undefined ? undefined : { k: "const", v: value };
}

/** A value as its author could have written it; lists without their brackets. */
function printValue(value: CompiledValue): string {
  switch (value.k) {
    case "const":
      return Array.isArray(value.v) ? value.v.map(plain).join(", ") : plain(value.v);
    case "expr":
      return printExpression(value.e);
    case "text":
      return value.p.map((part) => (typeof part === "string" ? part : `\${${printExpression(part)}}`)).join("");
    case "array":
      return value.a.map(printValue).join(", ");
    case "object":
      return "{…}";
    default:
      return value satisfies never;
  }
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
