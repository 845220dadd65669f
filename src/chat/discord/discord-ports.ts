/** What answering somebody in Discord needs of the outside. */
import type { ApprovalPort } from "../../approvals/port.ts";
import type { NotificationSettings } from "../../notifications/notice.ts";

export interface DiscordPorts {
  /** `null`: no object of ours can have that id. */
  readonly approval: (approvalId: string) => ApprovalPort | null;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** Goes on with work after Discord has been answered. */
  readonly later: (work: Promise<void>) => void;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  readonly settings: NotificationSettings;
}
