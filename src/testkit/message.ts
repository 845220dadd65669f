/** A message that told somebody of an approval. */
import type { Json } from "../kernel/json.ts";

export interface Message {
  readonly approvalId: string;
  /** ISO 8601, by the test's clock. */
  readonly at: string;
  /** `slack`, `email`, `discord`, `teams` or `webhook`. */
  readonly channel: string;
  /** Why: `asked`, `reminder`, `escalation`, `handover`, `own-link` or `outcome`. */
  readonly occasion: string;
  /** Of e-mail: the address. Of a chat: the channel or person. */
  readonly to?: string;
  readonly url: string;
  /** As it would go to the chat, MailChannels or the webhook. */
  readonly body: Json;
}
