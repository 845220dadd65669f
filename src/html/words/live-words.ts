/** Words for pages that keep themselves true; apart from the rest, since a script carries them too. */
export const liveWords = {
  live: {
    changed: "This has changed.",
    show: "Show it",
    keeps: "What you have typed stays.",
    stale: "Not live at the moment.",
    typed: "What you had typed",
  },
} as const;
