/** Whether e-mail can be sent. If so, approvers with an address get a mail even where no channel is asked for. */
import type { NotificationSettings } from "./notice.ts";

export function canMail({ mailchannelsApiKey, mailSender, emailFrom }: NotificationSettings): boolean {
  return emailFrom !== undefined && (mailchannelsApiKey !== undefined || mailSender !== undefined);
}
