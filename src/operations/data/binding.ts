/** A binding of the kind that is needed; where it is missing, the failure says what to add. */
import { StepFailure } from "../step-failure.ts";

export function requireD1(binding: unknown, name: string): D1Database {
  if (isD1(binding)) return binding;
  const cure = `[[d1_databases]] with binding = "${name}" and the database_id that \`npx wrangler d1 create NAME\` prints`;
  throw unusable(binding, name, { kind: "a D1 database", cure });
}

export function requireKv(binding: unknown, name: string): KVNamespace {
  if (isKv(binding)) return binding;
  const cure = `[[kv_namespaces]] with binding = "${name}" and the id that \`npx wrangler kv namespace create NAME\` prints`;
  throw unusable(binding, name, { kind: "a KV namespace", cure });
}

/** By what it can do, since there are no classes to compare with; a service binding claims to do anything, fetch too. */
function isD1(binding: unknown): binding is D1Database {
  return can(binding, "prepare") && can(binding, "batch") && !can(binding, "fetch");
}

/** R2 buckets get, put and list as well; only KV has metadata beside a value. */
function isKv(binding: unknown): binding is KVNamespace {
  return can(binding, "get") && can(binding, "getWithMetadata") && !can(binding, "fetch");
}

function can(binding: unknown, method: string): boolean {
  if (typeof binding !== "object" || binding === null) return false;
  return typeof (binding as Readonly<Record<string, unknown>>)[method] === "function";
}

function unusable(
  binding: unknown,
  name: string,
  { kind, cure }: { readonly kind: string; readonly cure: string },
): StepFailure {
  const problem = binding === undefined ? `There is no binding ${name}.` : `The binding ${name} is not ${kind}.`;
  return new StepFailure("binding-missing", `${problem} To add it: put into wrangler.toml ${cure}.`, {
    retryable: "no",
  });
}
