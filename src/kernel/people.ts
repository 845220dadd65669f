/** How people are named. */

/** Before the name of a group of approvers: `group:legal`. */
export const GROUP_PREFIX = "group:";

/** Groups of approvers by name, as the setting APPROVER_GROUPS has them. */
export type ApproverGroups = Readonly<Record<string, readonly string[]>>;
