/** Words for points in time; apart from the rest, since a script carries them too. */
export const timeWords = {
  time: {
    ahead: (length: string) => `in ${length}`,
    ago: (length: string) => `${length} ago`,
    soon: "in less than a minute",
    justNow: "just now",
  },
} as const;
