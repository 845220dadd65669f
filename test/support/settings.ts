/** The settings of a Worker under test: who has which key, and where its outside is. */

import { ACCESS_AUD } from "./access-server.ts";

export const KEYS = {
  /** May do everything in the workspace `main`. */
  main: "test-key-main-0123456789abcdef",
  /** May do everything in another workspace. */
  other: "test-key-other-0123456789abcdef",
  runs: "test-key-runs-only-0123456789",
  approvals: "test-key-approvals-only-0123456789",
  audit: "test-key-audit-only-0123456789",
  admin: "test-key-admin-only-0123456789",
  /** Ana's: of the workspace `main`, for approvals. */
  ana: "test-key-ana-0123456789abcdef",
  /** Of a workspace in which nothing has happened. */
  quiet: "test-key-quiet-0123456789abcdef",
  /** Of a workspace that is shown, and its approver's. */
  shown: "test-key-shown-0123456789abcdef",
  /** Of a workspace in which a great many wait. */
  crowded: "test-key-crowded-0123456789abcdef",
} as const;

export const WEBHOOK_SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/** A value that an ensemble uses and nobody may see. */
export const TEST_SECRET = "s3cret-value-that-nobody-may-see";
export const EMAIL_FROM = "countersign@example.com";

const ALL = ["runs", "approvals", "audit", "admin"];

const API_KEYS = [
  { name: "ci", key: KEYS.main, workspace: "main", scopes: ALL },
  { name: "neighbour", key: KEYS.other, workspace: "other", scopes: ALL },
  { name: "starter", key: KEYS.runs, workspace: "main", scopes: ["runs"] },
  { name: "answerer", key: KEYS.approvals, workspace: "main", scopes: ["approvals"] },
  { name: "auditor", key: KEYS.audit, workspace: "main", scopes: ["audit"] },
  { name: "anas-key", key: KEYS.ana, workspace: "main", scopes: ["approvals"], person: "ana@example.com" },
  { name: "newcomer", key: KEYS.quiet, workspace: "quiet", scopes: ALL },
  { name: "anas-browser", key: KEYS.shown, workspace: "shown", scopes: ALL, person: "ana.berg@example.com" },
  { name: "busy", key: KEYS.crowded, workspace: "crowded", scopes: ALL },
  { name: "keeper", key: KEYS.admin, workspace: "main", scopes: ["admin"] },
];

/** Groups of approvers, as the setting APPROVER_GROUPS names them. */
const APPROVER_GROUPS = {
  legal: ["ana@example.com", "lee@example.com"],
  finance: ["bo@example.com", "cy@example.com"],
  purchasing: ["ana@example.com"],
};

/** Whom Cloudflare Access makes an admin. */
export const BOSS = "boss@example.com";

export interface Outside {
  /** Base URL of the counting server. */
  readonly testServer: string;
  /** Issuer of Cloudflare Access; without it, Access is not set up. */
  readonly accessServer?: string;
  /** Where mail goes; without it, e-mail is not configured. */
  readonly mailchannels?: { readonly url: string; readonly key: string };
}

/** The variables with which a Worker under test starts. */
export function testSettings({ testServer, accessServer, mailchannels }: Outside): Record<string, string> {
  const settings = {
    API_KEYS: JSON.stringify(API_KEYS),
    APPROVER_GROUPS: JSON.stringify(APPROVER_GROUPS),
    TEST_SERVER: testServer,
    TEST_SECRET,
    WEBHOOK_SIGNING_SECRET,
    ...(accessServer === undefined ? {} : accessSettings(accessServer)),
  };
  if (mailchannels === undefined) return settings;
  return { ...settings, MAILCHANNELS_API_KEY: mailchannels.key, MAILCHANNELS_API_URL: mailchannels.url, EMAIL_FROM };
}

function accessSettings(issuer: string): Record<string, string> {
  return { ACCESS_TEAM_DOMAIN: issuer, ACCESS_AUD, ACCESS_WORKSPACE: "main", ACCESS_ADMINS: BOSS };
}
