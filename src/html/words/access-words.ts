/** Cloudflare Access wants its people to sign in again. */

export const accessWords = {
  access: {
    over: "Please sign in again",
    what: "Cloudflare Access wants to know again who you are. Nothing has been sent, and what you filled in is still here: sign in in another tab, then come back and send it.",
    signIn: "Sign in in another tab",
  },
} as const;
