/** The inbox, answering several at once, and requests as those see them who are signed in. */
import { plural } from "./plural.ts";

export const inboxWords = {
  inbox: {
    title: (count: string) => (count === "" ? "Inbox" : `(${count}) Inbox`),
    heading: "Inbox",
    tabs: { mine: "For you", waiting: "All waiting", decided: "Decided" },
    tabsLabel: "Which requests",
    list: "Requests",
    filters: "Narrow down",
    text: "Contains",
    ensemble: "Workflow",
    approver: "Approver",
    age: "Asked",
    ages: { any: "Any time", hour: "More than an hour ago", day: "More than a day ago", week: "More than a week ago" },
    clear: "Show all again",
    untitled: "A request without a title",
    choose: (title: string) => `Choose “${title}”`,
    asks: "asks",
    expires: "expires",
    endless: "no time limit",
    quorum: (soFar: number, needed: number) => `${soFar} of ${plural(needed, "approval", "approvals")}`,
    needsForm: "has a form",
    answered: "you have answered",
    several: "With those you choose",
    approveSeveral: "Approve…",
    rejectSeveral: "Reject…",
    severalHint: "You are shown what you chose before anything is decided.",
    empty: {
      mine: "Nothing waits for you.",
      waiting: "Nothing is waiting.",
      decided: "Nothing has been decided yet.",
      filtered: "Nothing fits.",
    },
    first: "Requests appear here as soon as a workflow asks for one.",
    others: (count: string) => `See all ${count} that wait`,
    further: "Nothing more was found among those looked through. Older ones may fit.",
    outcomes: { approved: "Approved", rejected: "Rejected", timeout: "Expired", cancelled: "Withdrawn" },
    person: "This key is nobody’s in particular. Give it a person in API_KEYS, and it opens that person’s inbox.",
  },

  keys: {
    heading: "Keys",
    help: [
      ["j", "the next request"],
      ["k", "the one before"],
      ["Enter", "open it"],
      ["x", "choose it, or not"],
      ["a", "approve those chosen, or this one; asks first"],
      ["r", "reject them; asks first"],
      ["?", "show this"],
    ] as const,
    close: "Close",
  },

  several: {
    title: (approved: boolean, count: number) =>
      `${approved ? "Approve" : "Reject"} ${plural(count, "request", "requests")}?`,
    state: "Not decided yet",
    what: "Read the list, then confirm. An answer cannot be taken back.",
    list: "What you are about to answer",
    apart: "Not among them",
    apartWhat: "These need a look of their own.",
    comment: "Comment",
    commentHint: "Goes with each of the answers.",
    reason: "Reason",
    confirm: (approved: boolean, count: number) =>
      `${approved ? "Approve" : "Reject"} ${count === 1 ? "it" : `all ${count}`}`,
    back: "Back to the inbox",
    none: "Nothing was chosen",
    noneWhat: "Tick the boxes of the requests that you want to answer, then press Approve or Reject.",
    noneLeft: "None of them can be answered from here",
    asPerson: "You answer as",
    doneTitle: (done: number, all: number) =>
      done === all
        ? `${plural(all, "request", "requests")} answered`
        : `${done} of ${plural(all, "request", "requests")} answered`,
    doneState: "What became of it",
    keptHint: "It went with the answers that count, and with no others. Copy it if you still need it.",
    approved: "You approved it",
    rejected: "You rejected it",
    waits: (count: number) => `It waits for ${plural(count, "more approval", "more approvals")}.`,
    why: {
      form: "It has a form, or data that may be changed: answer it on its own page.",
      name: "Several people are asked: say on its page for whom you answer.",
      proof: "It takes only answers of proved approvers: see its page.",
      stranger: "It does not ask you.",
      requester: "You ask for it yourself, and may not approve it.",
      answered: "You have answered it already.",
      over: "It was settled before.",
      unknown: "It is not there.",
    },
    open: "Open it",
    most: (count: number) => `At most ${count} at once.`,
  },

  signedIn: {
    proved: "You are signed in as this approver: your answer is recorded with your identity confirmed.",
    byKey: (key: string) =>
      `The key “${key}” answers for this approver. The record says so, and that the person was not confirmed.`,
    anybodyProved: "You are signed in: your answer is recorded under your own address.",
    anybodyByKey: (key: string) => `Without a name, your answer is recorded as that of the key “${key}”.`,
    ownLinkWhy:
      "A key does not say who you are, and here it must be certain who answers. Choose who you are: a link of your own is sent to your address.",
    noOwnLink: {
      heading: "A key does not answer this",
      why: "Here it must be certain who answers, and a key does not say that. Use the link that was sent to you.",
    },
    notAsked: {
      title: (prompt: string) => `Others are asked: ${prompt}`,
      heading: "Others are asked",
      what: "You may see this request, but it asks somebody else. Only those named beside it can answer.",
    },
    final: "The outcome is final.",
    unknown: {
      title: "Not found",
      heading: "There is no such request",
      what: ["Perhaps it belongs to another workspace, or it asks others and you may not see it."],
    },
    again: "You are signed in again",
    toForm: "Go to it",
    kept: "Nothing has been sent yet. What you had filled in is still here: look at it, then send it.",
  },
} as const;
