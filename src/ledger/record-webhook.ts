/** Webhooks on record: added, changed, removed by keys; and how far each was told. Inside transactions. */
import { actorLabel, SYSTEM } from "../contract/actor.ts";
import type { Webhook, WebhookSettings } from "../contract/webhook.ts";
import { isoTime } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import { hostOf } from "../notifications/web-url.ts";
import { appendAudit } from "./audit-store.ts";
import type { Posted } from "./post-event.ts";
import { nextPause } from "./webhook-pace.ts";
import {
  dropWebhook,
  enableWebhook,
  insertWebhook,
  listWebhooks,
  loadWebhook,
  replaceSecret,
  saveDelivered,
  saveFailure,
  type WebhookRow,
} from "./webhook-store.ts";

/** Of a workspace. */
const MOST_WEBHOOKS = 10;

/** How long a secret that was replaced signs beside the new one, in milliseconds. */
const OLD_SECRET_MS = 24 * 3_600_000;

export interface WebhookChange {
  readonly actor: string;
  readonly now: number;
  readonly eventId: string;
}

/** `null` where the workspace has as many as it may. */
export function recordNewWebhook(sql: SqlStorage, settings: WebhookSettings, change: WebhookChange): Webhook | null {
  if (listWebhooks(sql).length >= MOST_WEBHOOKS) return null;
  const { id } = settings;
  audit(sql, "webhook.added", { id, url: settings.url }, change);
  insertWebhook(sql, { ...settings, types: JSON.stringify(settings.types), createdAt: change.now });
  return describe(sql, id);
}

/** `null` where there is none, as for the others. */
export function recordRemoval(sql: SqlStorage, id: string, change: WebhookChange): Webhook | null {
  return amend(sql, id, { ...change, type: "webhook.removed" }, () => dropWebhook(sql, id));
}

export function recordRotation(sql: SqlStorage, id: string, secret: string, change: WebhookChange): Webhook | null {
  const oldUntil = change.now + OLD_SECRET_MS;
  return amend(sql, id, { ...change, type: "webhook.rotated" }, () => replaceSecret(sql, id, secret, oldUntil));
}

export function recordEnabling(sql: SqlStorage, id: string, change: WebhookChange): Webhook | null {
  return amend(sql, id, { ...change, type: "webhook.enabled" }, () => enableWebhook(sql, id));
}

export function describeWebhooks(sql: SqlStorage): readonly Webhook[] {
  return listWebhooks(sql).map(describeWebhook);
}

/** @param cursor - number of the line up to which everything has arrived */
export function recordArrival(sql: SqlStorage, id: string, cursor: number, now: number): void {
  saveDelivered(sql, id, cursor, now);
}

interface Failing {
  readonly failure: Exclude<Posted, { status: "arrived" }>;
  readonly random: () => number;
  readonly now: number;
}

/** Where it was the last attempt, or the receiver is gone for good, the webhook is disabled. */
export function recordFailure(sql: SqlStorage, id: string, { failure, random, now }: Failing): void {
  const webhook = loadWebhook(sql, id);
  if (webhook === null) return;
  // An arrival before it in the same attempt has begun the count anew.
  const attempts = Math.max(1, webhook.attempts);
  const pause = nextPause(attempts, random, failure.status === "failed" ? failure.retryAfterMs : undefined);
  const disabledBecause = failure.status === "gone" ? "gone" : pause === null ? "failing" : null;
  saveFailure(sql, id, { attempts, dueAt: now + (pause ?? 0), error: failure.error, disabledBecause }, now);
  if (disabledBecause === null) return;
  const eventId = `${id}:disabled:${now}`;
  audit(sql, "webhook.disabled", webhook, { actor: actorLabel(SYSTEM), now, eventId });
}

function amend(
  sql: SqlStorage,
  id: string,
  change: WebhookChange & { readonly type: string },
  save: () => void,
): Webhook | null {
  const webhook = loadWebhook(sql, id);
  if (webhook === null) return null;
  audit(sql, change.type, webhook, change);
  save();
  return describe(sql, id) ?? describeWebhook(webhook);
}

function audit(
  sql: SqlStorage,
  type: string,
  { id, url }: Pick<WebhookRow, "id" | "url">,
  { actor, now, eventId }: WebhookChange,
): void {
  const detail = JSON.stringify({ webhook: id, to: hostOf(url) });
  appendAudit(sql, { id: eventId, at: now, type, actor, detail });
}

function describe(sql: SqlStorage, id: string): Webhook | null {
  const webhook = loadWebhook(sql, id);
  return webhook === null ? null : describeWebhook(webhook);
}

function describeWebhook(row: WebhookRow): Webhook {
  const { id, url, description, disabledBecause, deliveredAt, failingSince, lastError } = row;
  return {
    id,
    to: hostOf(url),
    types: parseJson<Webhook["types"]>(row.types),
    description,
    status: disabledBecause === null ? "enabled" : "disabled",
    ...(disabledBecause === null ? {} : { disabledBecause }),
    createdAt: isoTime(row.createdAt),
    ...(deliveredAt === null ? {} : { deliveredAt: isoTime(deliveredAt) }),
    ...(failingSince === null ? {} : { failingSince: isoTime(failingSince) }),
    ...(failingSince === null || disabledBecause !== null ? {} : { nextAttemptAt: isoTime(row.dueAt) }),
    ...(lastError === null ? {} : { lastError }),
  };
}
