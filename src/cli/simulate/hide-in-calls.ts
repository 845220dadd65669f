/** Calls as they may be shown: values of the environment by their names, since they are secrets. */
import { hideSecrets } from "../../runs/hide-secrets.ts";
import type { Call } from "../../testkit/stubs.ts";

export function hideInCalls(calls: readonly Call[], env: Readonly<Record<string, string>>): readonly Call[] {
  const hide = (_key: string, value: unknown): unknown =>
    typeof value === "string" ? hideSecrets(value, Object.keys(env), (name) => env[name]) : value;
  return calls.map((call) => JSON.parse(JSON.stringify(call, hide)) as Call);
}
