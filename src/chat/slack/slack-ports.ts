/** What the Slack door needs of the outside. */
import type { ApprovalPort } from "../../approvals/port.ts";
import type { NotificationSettings } from "../../notifications/notice.ts";
import type { SlackPort } from "../../notifications/slack/call-slack.ts";
import type { PersonFinder } from "./find-person.ts";

export interface SlackPorts {
  /** The owner of an approval, or `null` where no approval can have that id. */
  readonly approval: (approvalId: string) => ApprovalPort | null;
  readonly findPerson: PersonFinder;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  readonly settings: NotificationSettings;
}

/** For one call, given up after this many milliseconds. */
export function slackPort({ fetch, now, settings }: SlackPorts, timeoutMs: number): SlackPort {
  return { fetch, now: now(), settings, signal: AbortSignal.timeout(timeoutMs) };
}
