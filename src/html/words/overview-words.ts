/** How approvals go: how long answers take, how they end, who is waited for. */
import { plural } from "./plural.ts";

export const overviewWords = {
  overview: {
    since: (days: number) => `Requests of the last ${days} days`,
    newest: (count: string) => `of these, the newest ${count}`,
    empty: "Nothing has been asked yet.",
    emptyWhat:
      "Once ensembles ask people, this page shows how long answers take, how requests end, and who is waited for.",
    times: "How long answers take",
    timesWhat: "From asking until it was approved or rejected.",
    half: "Half are there within",
    nineTenths: "Nine of ten within",
    noTimes: "Nothing was decided in this time.",
    upTo: (length: string) => `up to ${length}`,
    longer: "longer",
    outcomes: "How they ended",
    noOutcomes: "Nothing has ended in this time.",
    outcome: { approved: "Approved", rejected: "Rejected", timeout: "Expired", cancelled: "Withdrawn" },
    share: (count: string, percent: string) => `${count} (${percent})`,
    open: "Who is waited for",
    openCount: (count: number) => plural(count, "open request", "open requests"),
    oldestOnly: (count: number) => `There are more; these are the oldest ${count}.`,
    nobody: "Nobody: no request is open.",
    anybody: "Whoever holds a link",
    requests: (count: number) => plural(count, "request", "requests"),
    oldest: "The oldest:",
    more: (count: number) => `… and ${plural(count, "more person", "more people")}.`,
    quick: "Answered without reading?",
    quickWhat:
      "Answers given within three seconds of first opening the request, or of being asked. A hint, no proof: somebody may have read it elsewhere.",
    quickNone: "No answer came that fast.",
    quickOf: (quick: number, answers: number) => `${quick} of ${plural(answers, "answer", "answers")} within 3 seconds`,
    quickLatest: "the latest",
  },
} as const;
