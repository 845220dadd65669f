/** What may stand in the `config` of a hitl agent. */

export const HITL_CONFIG_KEYS = [
  "action",
  "timeout",
  "notificationChannel",
  "notificationConfig",
  "gate",
  "onRejected",
  "rejectionsNeeded",
  "requireVerified",
  "selfApproval",
  "remind",
  "escalate",
  "editable",
] as const;
