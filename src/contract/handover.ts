/** Bodies and answers of what people do with a request beside answering it. */
import { z } from "@hono/zod-openapi";

const name = z.string().trim().min(1).max(320);

/** The body of `POST /callback/{token}/delegate`. */
export const DelegateBody = z
  .object({ to: name.openapi({ description: "an e-mail address" }) })
  .openapi("DelegateBody");

export const Delegated = z.object({ approver: z.string(), delegate: z.string() }).openapi("Delegated");

/** The body of `POST /callback/{token}/own-link`. */
export const OwnLinkBody = z
  .object({ approver: name.openapi({ description: "one of the approvers" }) })
  .openapi("OwnLinkBody");

export const LinkSent = z.object({ sent: z.literal(true) }).openapi("LinkSent");

/** The body of `POST /api/approvals/{id}/reassign`. */
export const ReassignBody = z.object({ from: name, to: name }).openapi("ReassignBody");

/** The body of `POST /api/approvals/{id}/resend`. */
export const ResendBody = z
  .object({ approver: name.optional().openapi({ description: "default: everybody who has not answered" }) })
  .openapi("ResendBody");

export const Resent = z
  .object({ messages: z.int().openapi({ description: "how many are on their way" }) })
  .openapi("Resent");

/** The body of `POST /api/approvals/{id}/extend`. */
export const ExtendBody = z.object({ expiresAt: z.iso.datetime() }).openapi("ExtendBody");

/** The body of `POST /api/approvals/{id}/withdraw`. */
export const WithdrawBody = z.object({ reason: z.string().max(10_000).optional() }).openapi("WithdrawBody");
