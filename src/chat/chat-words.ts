/** What every chat says, where the page has no words for it. */

export const chatWords = {
  stranger: "Your answer was not counted: you are not among the approvers of this request.",
  unknown: "This request is not known here any more. Nothing has been decided.",
} as const;
