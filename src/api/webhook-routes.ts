/** `/api/webhooks`: addresses to which events are posted. They tell what a key with the scope `runs` may follow. */
import { z } from "@hono/zod-openapi";
import { actorLabel } from "../contract/actor.ts";
import { NewWebhook, NewWebhookBody, Webhook } from "../contract/webhook.ts";
import { CountersignError } from "../kernel/errors.ts";
import { newSigningSecret, newWebhookId } from "../kernel/ids.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import type { LedgerPort } from "../ledger/port.ts";
import { pageOf } from "./parameters.ts";
import { type ApiContext, addRoute, type Api } from "./route.ts";

export function addWebhookRoutes(api: Api): void {
  addRoute(api, {
    method: "get",
    path: "/api/webhooks",
    summary: "List webhooks, newest first",
    scope: "runs",
    answers: { 200: { description: "All of them, on one page", schema: pageOf(Webhook) } },
    errors: [],
    handle: async (context) => {
      const items = await partsOf(context).ledger.listWebhooks();
      return context.c.json({ items, nextCursor: null });
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/webhooks",
    summary: "Have events posted to an address, from now on",
    scope: "runs",
    body: { schema: NewWebhookBody },
    answers: { 201: { description: "The webhook, with its secret", schema: NewWebhook } },
    errors: ["too-many"],
    handle: async (context) => {
      const { ledger, actor } = partsOf(context);
      const secret = newSigningSecret();
      const webhook = await ledger.addWebhook({ ...context.body, id: newWebhookId(), secret }, actor);
      if (webhook === null) throw new CountersignError("too-many", "A workspace has ten webhooks at most.");
      return context.c.json({ ...webhook, secret } satisfies NewWebhook, 201);
    },
  });

  addRoute(api, {
    method: "delete",
    path: "/api/webhooks/{id}",
    summary: "Post nothing there any more",
    scope: "runs",
    answers: { 200: { description: "The webhook that there was", schema: Webhook } },
    errors: ["not-found"],
    handle: async (context) => {
      const { ledger, actor, id } = partsOf(context);
      return context.c.json(requireWebhook(await ledger.removeWebhook(id, actor)));
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/webhooks/{id}/rotate",
    summary: "Sign with a new secret, and for a day with the old one too",
    scope: "runs",
    body: { schema: NOTHING, empty: {} },
    answers: { 200: { description: "The webhook, with its new secret", schema: NewWebhook } },
    errors: ["not-found"],
    handle: async (context) => {
      const { ledger, actor, id } = partsOf(context);
      const secret = newSigningSecret();
      const webhook = requireWebhook(await ledger.rotateWebhook(id, secret, actor));
      return context.c.json({ ...webhook, secret } satisfies NewWebhook);
    },
  });

  addRoute(api, {
    method: "post",
    path: "/api/webhooks/{id}/enable",
    summary: "Go on where it was disabled, at once",
    scope: "runs",
    body: { schema: NOTHING, empty: {} },
    answers: { 200: { description: "The webhook as it is now", schema: Webhook } },
    errors: ["not-found"],
    handle: async (context) => {
      const { ledger, actor, id } = partsOf(context);
      return context.c.json(requireWebhook(await ledger.enableWebhook(id, actor)));
    },
  });
}

const NOTHING = z.strictObject({});

interface Parts {
  readonly ledger: LedgerPort;
  readonly actor: string;
  readonly id: string;
}

function partsOf({ env, holder, params }: Pick<ApiContext<unknown, unknown>, "env" | "holder" | "params">): Parts {
  return {
    ledger: ledgerOf(env.LEDGER, holder.workspace),
    actor: actorLabel({ kind: "key", name: holder.name }),
    id: params["id"] ?? "",
  };
}

function requireWebhook(webhook: Webhook | null): Webhook {
  if (webhook === null) throw new CountersignError("not-found", "There is no such webhook.");
  return webhook;
}
