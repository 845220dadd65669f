/** What only the Slack door says. */

export const slackWords = {
  cancel: "Cancel",
  close: "Close",
  foreign: "Your answer was not counted: people of other organisations cannot answer here.",
  unproved: "Your answer was not counted: Slack did not say who you are just now. Please try again in a minute.",
  onPage: "This request is answered on its page: press “Open the request”.",
  noDialogue: "Slack could not show the dialogue, and nothing was decided. Try again, or press “Open the request”.",
  late: "Recording your answer takes longer than usual. You are told here what came of it.",
  failed: "Something went wrong on our side. Open the request to see what is recorded.",
} as const;
