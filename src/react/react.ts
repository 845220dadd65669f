/** What the package gives as `countersign/react`. */
export { type LinkApproval, type LinkState, useApproval } from "./use-approval.ts";
export { type ApprovalsOptions, type LiveApprovals, useApprovals } from "./use-approvals.ts";
