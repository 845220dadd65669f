/** Bindings by their names. */
import type { Variables } from "./read-variable.ts";

/** A binding by its name; variables, which are texts, count as none. */
export function readBinding(env: Variables, name: string): object | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return typeof value === "object" && value !== null ? value : undefined;
}

/** Another Worker, by the name of its service binding. */
export function readService(env: Variables, name: string): Fetcher | undefined {
  const binding = readBinding(env, name);
  return binding !== undefined && isFetcher(binding) ? binding : undefined;
}

function isFetcher(binding: object): binding is Fetcher {
  return "fetch" in binding && typeof binding.fetch === "function";
}
