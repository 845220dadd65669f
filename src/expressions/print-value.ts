/** Shows a value with its expressions unevaluated, as it stands in the document: `${env.NAME}` instead of the secret. */
import type { Json } from "../kernel/json.ts";
import type { CompiledValue } from "./compiled.ts";
import { printExpression } from "./print-expression.ts";

/** The value as plain JSON; texts are templates, which `parseTemplate` reads back to the same value. */
export function printValue(value: CompiledValue): Json {
  switch (value.k) {
    case "const":
      return printConstant(value.v);
    case "expr":
      return `\${${printExpression(value.e)}}`;
    case "text":
      return value.p
        .map((part) => (typeof part === "string" ? escapeText(part) : `\${${printExpression(part)}}`))
        .join("");
    case "array":
      return value.a.map(printValue);
    case "object":
      return Object.fromEntries(value.o.map(([key, member]) => [key, printValue(member)]));
    default:
      return value satisfies never;
  }
}

function printConstant(value: Json): Json {
  if (typeof value === "string") return escapeText(value);
  if (Array.isArray(value)) return value.map(printConstant);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, printConstant(member)]));
}

function escapeText(text: string): string {
  return text.replaceAll("${", () => "$${");
}
