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
] as const;

/** Part of the contract, refused until they are built, so that nothing an author asks for is silently left out. */
export const HITL_CONFIG_KEYS_TO_COME = ["editable"] as const;
