/** What the platform hands over, and the settings that every request goes by, read once into a checked Config. */
import type { ApiKey } from "./access/api-key.ts";
import type { ApproverGroups } from "./kernel/people.ts";
import type { NotificationSettings } from "./notifications/notice.ts";
import { oncePerEnv } from "./settings/once-per-env.ts";
import { readApiKeys } from "./settings/read-api-keys.ts";
import { readApproverGroups } from "./settings/read-approver-groups.ts";
import { readNotificationSettings } from "./settings/read-notification-settings.ts";
import { readList, readUrl, readVariable } from "./settings/read-variable.ts";
import { settingInvalid } from "./settings/setting-invalid.ts";

/** Bindings by name, and variables as texts. */
export interface Env {
  readonly HITL_STATE: DurableObjectNamespace;
  readonly LEDGER: DurableObjectNamespace;
  readonly KEYRING: DurableObjectNamespace;
  readonly MCP_SESSION: DurableObjectNamespace;
  readonly RUNS: Workflow;
  readonly [name: string]: unknown;
}

export interface Config {
  readonly apiKeys: readonly ApiKey[];
  /** Without a slash at the end; `undefined`: links start with the origin on which the run was started. */
  readonly publicUrl: string | undefined;
  /** Path under which links are answered, such as `/callback`. */
  readonly callbackPath: string;
  readonly corsOrigins: readonly string[];
  readonly approverGroups: ApproverGroups;
  readonly notifications: NotificationSettings;
}

/** The settings of this Worker; a wrong one throws `setting-invalid` and says how to set it. */
export const readConfig = oncePerEnv((env: Env): Config => {
  return {
    apiKeys: readApiKeys(env),
    publicUrl: readUrl(env, "PUBLIC_URL"),
    callbackPath: readCallbackPath(env),
    corsOrigins: readList(env, "CORS_ORIGINS"),
    approverGroups: readApproverGroups(env),
    notifications: readNotificationSettings(env),
  };
});

function readCallbackPath(env: Env): string {
  const path = readVariable(env, "HITL_RESUME_BASE_PATH") ?? "/callback";
  if (/^(\/[A-Za-z0-9._~-]+)+$/.test(path) && !/^\/(api|chat|mcp)(\/|$)/.test(path)) return path;
  throw settingInvalid(
    "HITL_RESUME_BASE_PATH",
    "is not a path such as /callback outside /api, /chat and /mcp",
    "set it under [vars] in wrangler.toml",
  );
}
