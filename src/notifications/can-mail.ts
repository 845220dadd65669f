/** Whether e-mail can be sent: then people with an address are told by it without further ado. */
import type { NotificationSettings } from "./notice.ts";

export function canMail({ mailchannelsApiKey, mailSender, emailFrom }: NotificationSettings): boolean {
  return emailFrom !== undefined && (mailchannelsApiKey !== undefined || mailSender !== undefined);
}
