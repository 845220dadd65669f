/** What the Discord door says, where the page has no words for it. */

export const discordWords = {
  reject: "Reject",
  stranger: (id: string) =>
    `Your answer was not counted: you are not among the approvers of this request. Here you are \`${id}\`.`,
  unknown: "This request is not known here any more. Nothing has been decided.",
  onPage: "This request has something to fill in: press “See all of it” and answer on its page.",
  failed: "Something went wrong on our side. Press “See all of it” to see what is recorded.",
} as const;
