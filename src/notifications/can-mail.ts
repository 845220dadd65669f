/** Whether e-mail can be sent: then people with an address are told by it without further ado. */
import type { NotificationSettings } from "./notice.ts";

export function canMail({ mailchannelsApiKey, emailFrom }: NotificationSettings): boolean {
  return mailchannelsApiKey !== undefined && emailFrom !== undefined;
}
