/** What an agent will do outside, as far as its options are known by now. */
import type { ForeseenWork } from "../../contract/foreseen.ts";
import type { PlanAgent, WorkAgent } from "../../ensembles/plan.ts";
import type { CompiledValue } from "../../expressions/compiled.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { foreseeValue, type Known } from "./knowledge.ts";

/** More would bury the rest. */
const MAX_RECIPIENTS = 3;

export function foreseeWork(agent: Exclude<PlanAgent, { readonly kind: "parallel" }>, known: Known): ForeseenWork {
  switch (agent.kind) {
    case "hitl":
      return { operation: "hitl" };
    case "answer":
      return { operation: "answer" };
    case "wait":
    case "sleep":
      return { operation: "wait" };
    case "work":
      return workOf(agent, known);
    default:
      return agent satisfies never;
  }
}

function workOf({ operation, config }: WorkAgent, known: Known): ForeseenWork {
  const text = (name: string): string | null => wholeText(optionOf(config, name), known);
  const to = (): string[] => recipients(optionOf(config, "to"), known);
  switch (operation) {
    case "http":
      return { operation, method: methodOf(config, known), host: hostOf(textSoFar(optionOf(config, "url"), known)) };
    case "email":
      return { operation, to: to() };
    case "notify":
      return { operation, channel: text("channel"), to: to() };
    case "code":
      return { operation, script: text("script") };
    case "data":
      return { operation, backend: text("backend"), verb: text("operation") };
    case "think":
      return { operation };
    default:
      return operation satisfies never;
  }
}

function optionOf(config: CompiledValue, name: string): CompiledValue | null {
  if (config.k === "object") return config.o.find(([key]) => key === name)?.[1] ?? null;
  if (config.k !== "const" || !isJsonObject(config.v) || !Object.hasOwn(config.v, name)) return null;
  return { k: "const", v: config.v[name] ?? null };
}

/** A request with a body is a POST, any other a GET; a body that may come to nothing leaves it open. */
function methodOf(config: CompiledValue, known: Known): string | null {
  const method = optionOf(config, "method");
  if (method !== null) return wholeText(method, known);
  if (config.k === "expr") return null;
  const body = optionOf(config, "body");
  if (body === null) return "GET";
  return body.k === "expr" ? null : "POST";
}

interface TextSoFar {
  readonly text: string;
  readonly isWhole: boolean;
}

/** The text up to the first part that is not known. */
function textSoFar(value: CompiledValue | null, known: Known): TextSoFar {
  if (value?.k === "const") return { text: String(value.v), isWhole: true };
  const parts = value?.k === "text" ? value.p : value?.k === "expr" ? [value.e] : null;
  if (parts === null) return { text: "", isWhole: false };
  let text = "";
  for (const part of parts) {
    const piece = typeof part === "string" ? { value: part } : foreseeValue(part, known);
    if (piece === null) return { text, isWhole: false };
    text += String(piece.value);
  }
  return { text, isWhole: true };
}

function wholeText(value: CompiledValue | null, known: Known): string | null {
  const { text, isWhole } = textSoFar(value, known);
  return isWhole ? text : null;
}

/** Without what may stand before it, such as a password; only where it cannot go on. */
function hostOf({ text, isWhole }: TextSoFar): string | null {
  const [address, end] = /^https?:\/\/[^/?#\\]*([/?#\\]?)/i.exec(text) ?? [];
  if (address === undefined || (end === "" && !isWhole)) return null;
  return URL.parse(address)?.host ?? null;
}

function recipients(value: CompiledValue | null, known: Known): string[] {
  const values = value?.k === "array" ? value.a : [value];
  return values
    .flatMap((one) => {
      if (one?.k === "const") return [one.v].flat();
      if (one?.k === "expr") return [foreseeValue(one.e, known)?.value].flat();
      return [wholeText(one, known)];
    })
    .filter((one) => typeof one === "string")
    .slice(0, MAX_RECIPIENTS);
}
