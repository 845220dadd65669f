/** The keys of programs, `API_KEYS`: a JSON list. */
import { z } from "zod";
import { type ApiKey, KEY_SCOPES } from "../access/api-key.ts";
import { readJson, type Variables } from "./read-variable.ts";
import { WorkspaceName } from "./workspace-name.ts";

const ApiKeys = z.array(
  z.strictObject({
    name: z.string().min(1),
    key: z.string().min(16, "at least 16 characters"),
    workspace: WorkspaceName,
    scopes: z.array(z.enum(KEY_SCOPES)),
    person: z.string().trim().min(1).max(320).optional(),
  }),
);

export function readApiKeys(env: Variables): readonly ApiKey[] {
  const keys = readJson(env, "API_KEYS", ApiKeys, {
    shape: "a JSON list of {name, key, workspace, scopes}",
    cure: "npx wrangler secret put API_KEYS",
  });
  return keys ?? [];
}
