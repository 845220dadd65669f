/** Reads bindings and variables once into a checked Config; the only file that knows the settings' names. */
import { z } from "zod";
import { CountersignError } from "./kernel/errors.ts";
import type { AccessSettings } from "./access/access-person.ts";
import type { ApiKey, KeyScope } from "./access/api-key.ts";
import type { AccessPeople } from "./access/visitor.ts";
import type { ApproverGroups } from "./kernel/people.ts";
import type { MailSender } from "./notifications/email/mail-sender.ts";
import type { NotificationSettings } from "./notifications/notice.ts";
import type { ModelSettings } from "./operations/think/model-settings.ts";
import { isKeyPair, type PrivateJwk, type PublicJwk } from "./receipts/receipt-key.ts";

/** What the platform hands over: bindings by name, and variables as texts. */
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

const Scope = z.enum(["runs", "approvals", "audit", "admin"]);

/** `none`: to see and answer what asks them by name, and nothing else. */
const AccessScopes = z
  .string()
  .transform(listOf)
  .pipe(
    z
      .tuple([z.literal("none")])
      .transform((): KeyScope[] => [])
      .or(z.array(Scope)),
  );

/** What a workspace may be called. */
export const WorkspaceName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "letters, digits, - and _");

const ApiKeys = z.array(
  z.strictObject({
    name: z.string().min(1),
    key: z.string().min(16, "at least 16 characters"),
    workspace: WorkspaceName,
    scopes: z.array(Scope),
    person: z.string().trim().min(1).max(320).optional(),
  }),
);

/** Other members of a JSON Web Key, such as `kid` and `use`, may be there and are not read. */
const ReceiptJwk = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[\w-]{43}$/, "32 bytes in base64url"),
  d: z
    .string()
    .regex(/^[\w-]{43}$/, "32 bytes in base64url")
    .optional(),
});

const ReceiptJwks = z.tuple(
  [ReceiptJwk.required().refine(isKeyPair, { path: ["d"], message: "does not belong to x" })],
  ReceiptJwk,
);

const MAILCHANNELS_URL = "https://api.mailchannels.net/tx/v1/send";
const SLACK_URL = "https://slack.com/api";

const DISCORD_URL = "https://discord.com/api/v10";

const known = new WeakMap<object, Config>();

/** The settings of this Worker; a wrong one throws `setting-invalid` and says how to set it. */
export function readConfig(env: Env): Config {
  const cached = known.get(env);
  if (cached !== undefined) return cached;
  const config = parseConfig(env);
  known.set(env, config);
  return config;
}

function parseConfig(env: Env): Config {
  return {
    apiKeys: readApiKeys(text(env, "API_KEYS")),
    publicUrl: readUrl(env, "PUBLIC_URL"),
    callbackPath: readCallbackPath(text(env, "HITL_RESUME_BASE_PATH")),
    corsOrigins: listOf(text(env, "CORS_ORIGINS")),
    approverGroups: readApproverGroups(text(env, "APPROVER_GROUPS")),
    notifications: readNotificationSettings(env),
  };
}

/** What the channels need to know; read by the object that owns an approval. */
function readNotificationSettings(env: Env): NotificationSettings {
  return {
    mailchannelsApiKey: text(env, "MAILCHANNELS_API_KEY"),
    mailchannelsApiUrl: readUrl(env, "MAILCHANNELS_API_URL") ?? MAILCHANNELS_URL,
    emailFrom: text(env, "EMAIL_FROM"),
    mailSender: readMailSender(env),
    webhookSigningSecret: text(env, "WEBHOOK_SIGNING_SECRET"),
    slackBotToken: text(env, "SLACK_BOT_TOKEN")?.trim(),
    slackSigningSecret: text(env, "SLACK_SIGNING_SECRET"),
    slackApiUrl: readUrl(env, "SLACK_API_URL") ?? SLACK_URL,
    discordBotToken: text(env, "DISCORD_BOT_TOKEN")?.trim(),
    discordPublicKey: readDiscordKey(text(env, "DISCORD_PUBLIC_KEY")?.trim()),
    discordApiUrl: readUrl(env, "DISCORD_API_URL") ?? DISCORD_URL,
  };
}

function readMailSender(env: Env): MailSender | undefined {
  const binding = readBinding(env, "EMAIL");
  if (binding === undefined || isMailSender(binding)) return binding;
  throw settingInvalid(
    "EMAIL",
    "is not a send_email binding",
    'add to wrangler.toml: [[send_email]] with name = "EMAIL"',
  );
}

function isMailSender(binding: object): binding is MailSender {
  return "send" in binding && typeof binding.send === "function";
}

function readDiscordKey(value: string | undefined): string | undefined {
  if (value === undefined || /^[0-9a-f]{64}$/i.test(value)) return value;
  throw settingInvalid("DISCORD_PUBLIC_KEY", "is not 64 hex digits", "copy it from the application's general page");
}

/** What the think operation needs to know; read when it is asked, so that a wrong one stops nothing else. */
export function readModelSettings(env: Env): ModelSettings {
  return {
    baseUrl: readUrl(env, "AI_BASE_URL"),
    // `echo key | wrangler secret put` leaves a line break at its end.
    apiKey: text(env, "AI_API_KEY")?.trim(),
    model: text(env, "AI_MODEL"),
    workersAi: readWorkersAi(env),
  };
}

/** The keys of receipts that the setting gives: the first signs. `null`: the deployment makes and keeps its own. */
export interface ReceiptKeySettings {
  readonly signing: PrivateJwk;
  readonly all: readonly PublicJwk[];
}

const knownReceiptKeys = new WeakMap<object, ReceiptKeySettings | null>();

/** Read when a receipt is signed or checked, so that a wrong setting stops nothing else. */
export function readReceiptKeys(env: Env): ReceiptKeySettings | null {
  const cached = knownReceiptKeys.get(env);
  if (cached !== undefined) return cached;
  const keys = parseReceiptKeys(text(env, "RECEIPT_KEYS"));
  knownReceiptKeys.set(env, keys);
  return keys;
}

function parseReceiptKeys(value: string | undefined): ReceiptKeySettings | null {
  if (value === undefined) return null;
  const parsed = ReceiptJwks.safeParse(parseJsonOrNull(value));
  if (parsed.success) return { signing: parsed.data[0], all: parsed.data };
  throw settingInvalid(
    "RECEIPT_KEYS",
    `is not a JSON list of Ed25519 keys as JWKs, the first of them private: ${issueText(parsed.error)}`,
    "npx wrangler secret put RECEIPT_KEYS",
  );
}

function readWorkersAi(env: Env): Ai | undefined {
  const binding = readBinding(env, "AI");
  if (binding === undefined || isWorkersAi(binding)) return binding;
  throw settingInvalid("AI", "is not Workers AI", 'add to wrangler.toml: [ai] with binding = "AI"');
}

function isWorkersAi(binding: object): binding is Ai {
  return "run" in binding && typeof binding.run === "function";
}

/** A binding by its name; variables, which are texts, count as none. */
export function readBinding(env: Env, name: string): object | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return typeof value === "object" && value !== null ? value : undefined;
}

/** Another Worker, by the name of its service binding. */
export function readService(env: Env, name: string): Fetcher | undefined {
  const binding = readBinding(env, name);
  return binding !== undefined && isFetcher(binding) ? binding : undefined;
}

function isFetcher(binding: object): binding is Fetcher {
  return "fetch" in binding && typeof binding.fetch === "function";
}

/** A variable for an ensemble's `${env.NAME}`; bindings that are no texts count as not set. */
export function readVariable(env: Env, name: string): string | undefined {
  return text(env, name);
}

function text(env: Env, name: string): string | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Who comes through Cloudflare Access, and what they may do. */
export type AccessConfig = AccessSettings & AccessPeople;

const knownAccess = new WeakMap<object, AccessConfig | null>();

/** Read when somebody comes to a page, so that a wrong setting stops nothing else. `null`: not set up. */
export function readAccess(env: Env): AccessConfig | null {
  const cached = knownAccess.get(env);
  if (cached !== undefined) return cached;
  const access = parseAccess(env);
  knownAccess.set(env, access);
  return access;
}

function parseAccess(env: Env): AccessConfig | null {
  const team = text(env, "ACCESS_TEAM_DOMAIN");
  const audiences = listOf(text(env, "ACCESS_AUD"));
  if (audiences.length === 0 && team === undefined) return null;
  if (audiences.length === 0) {
    throw settingInvalid("ACCESS_AUD", "is missing beside ACCESS_TEAM_DOMAIN", "copy the application's audience tag");
  }
  const workspace = WorkspaceName.safeParse(text(env, "ACCESS_WORKSPACE") ?? "default");
  const scopes = AccessScopes.safeParse(text(env, "ACCESS_SCOPES") ?? "approvals");
  if (!workspace.success)
    throw settingInvalid("ACCESS_WORKSPACE", "is not letters, digits, - and _", "name a workspace");
  if (!scopes.success)
    throw settingInvalid("ACCESS_SCOPES", "names an unknown scope", `any of ${Scope.options.join(" ")}, or none`);
  return {
    issuer: team === undefined ? null : readTeamUrl(team),
    audiences,
    workspace: workspace.data,
    scopes: scopes.data,
    admins: listOf(text(env, "ACCESS_ADMINS")).map((address) => address.toLowerCase()),
  };
}

/** A team's name, its domain, or the whole address of whoever issues tokens. */
function readTeamUrl(team: string): string {
  const domain = /^[\w-]+$/.test(team) ? `${team}.cloudflareaccess.com` : team;
  const url = /^https?:/.test(domain) ? domain : `https://${domain}`;
  if (URL.canParse(url)) return url.replace(/\/+$/, "");
  throw settingInvalid("ACCESS_TEAM_DOMAIN", "is no domain", "such as acme.cloudflareaccess.com");
}

function listOf(value: string | undefined): readonly string[] {
  return (value ?? "").split(/[\s,]+/).filter((entry) => entry !== "");
}

function readApiKeys(value: string | undefined): readonly ApiKey[] {
  if (value === undefined) return [];
  const parsed = ApiKeys.safeParse(parseJsonOrNull(value));
  if (parsed.success) return parsed.data;
  throw settingInvalid(
    "API_KEYS",
    `is not a JSON list of {name, key, workspace, scopes}: ${issueText(parsed.error)}`,
    "npx wrangler secret put API_KEYS",
  );
}

const Groups = z.record(
  z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "letters, digits, - and _"),
  z.array(z.string().trim().min(1)).min(1),
);

function readApproverGroups(value: string | undefined): ApproverGroups {
  if (value === undefined) return {};
  const parsed = Groups.safeParse(parseJsonOrNull(value));
  if (parsed.success) return parsed.data;
  throw settingInvalid(
    "APPROVER_GROUPS",
    `is not a JSON object of lists of approvers by group: ${issueText(parsed.error)}`,
    'such as {"legal": ["ana@example.com", "bo@example.com"]} under [vars] in wrangler.toml',
  );
}

function readUrl(env: Env, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, "");
  throw settingInvalid(name, "is not an http or https URL", `set ${name} under [vars] in wrangler.toml`);
}

function readCallbackPath(value: string | undefined): string {
  if (value === undefined) return "/callback";
  if (/^(\/[A-Za-z0-9._~-]+)+$/.test(value) && !/^\/(api|chat|mcp)(\/|$)/.test(value)) return value;
  throw settingInvalid(
    "HITL_RESUME_BASE_PATH",
    "is not a path such as /callback outside /api, /chat and /mcp",
    "set it under [vars] in wrangler.toml",
  );
}

function settingInvalid(name: string, problem: string, cure: string): CountersignError {
  return new CountersignError("setting-invalid", `The setting ${name} ${problem}. To set it: ${cure}`);
}

function issueText(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "value"}: ${issue.message}`).join("; ");
}

function parseJsonOrNull(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
