/** What open pages are told: that something has changed, never what. A page then fetches itself anew. */

/** What a page shows, as far as it may change. */
export type LiveTopic =
  | { readonly kind: "run"; readonly id: string }
  | { readonly kind: "approval"; readonly id: string }
  /** The workspace's runs and approvals. */
  | { readonly kind: "list" };

export type LiveHint =
  | { readonly changed: "run"; readonly id: string }
  | { readonly changed: "approval"; readonly id: string }
  | { readonly changed: "list" };
