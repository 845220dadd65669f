/** What went wrong: an answer that does not count, a link that nobody knows, an error. */

export const problemWords = {
  problem: {
    "approver-not-allowed": "Your answer was not counted: it does not say which of the approvers you are.",
    "already-answered": "Your answer was not counted: this approver has answered already.",
    "not-verified": "Your answer was not counted: it is not certain who you are.",
    "self-approval": "Your answer was not counted: whoever asks for an approval may not give it.",
    "approval-over": "Your answer was not counted: the request had been settled before it arrived.",
    "values-invalid": "Your answer was not counted yet: please look at the fields named below.",
    other: "Your answer was not counted.",
    unsure:
      "Something went wrong on our side. This page shows what is recorded; if your answer is missing, send it again.",
    kept: "What you typed is still here.",
    keptHeading: "What you typed",
    keptHint: "It was not recorded anywhere. Copy it if you still need it.",
    answeredBefore: {
      you: "You have answered already; your first answer stands.",
      "for-you": "Your answer was not counted: somebody has answered on your behalf.",
      instead: "Your answer was not counted: the one on whose behalf you would answer has answered.",
    },
    titlePrefix: (title: string) => `Problem: ${title}`,
  } as const,

  unknown: {
    title: "Unknown link",
    heading: "This link is not known",
    what: "Perhaps a piece of it got lost on the way, or the request is so old that it has been deleted.",
    exactly: "Open it exactly as it was sent to you, or copy the whole of it into the address bar.",
    fresh: "If that doesn’t help, ask whoever sent it for a fresh one.",
    harmless: "Nothing has been decided.",
  },

  error: {
    nothing: "No answer has been recorded. You can go back and try again.",
    unsure: "It is not certain whether your answer was recorded. Open the link again: the page tells you.",
    reference: "Error",
  },
} as const;
