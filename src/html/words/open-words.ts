/** The page of an open request: what is asked, the answer to it, and handing it over. */
import { plural } from "./plural.ts";

export const openWords = {
  open: {
    title: (prompt: string) => `Waiting for you: ${prompt}`,
    state: "Waiting for an answer",
    untitled: "Your approval is asked for",
    asksAfter: "asks you to decide",
    by: "by",
    endless: ". There is no time limit.",
    data: "What this is about",
    noData: "Nothing is attached; the question above is all there is.",
    jump: {
      none: "Go to your answer",
      approve: "You came to approve: read, then confirm below",
      reject: "You came to reject: read, then confirm below",
    },
  },

  answer: {
    answer: "Your answer",
    asPerson: "You answer as",
    personalLink: "This link is yours alone: whoever opens it answers in your name, so please don’t forward it.",
    approver: "Your name",
    chooseApprover: "Choose who you are",
    hasAnswered: "has answered already",
    name: "Your name or e-mail address",
    nameHint: "Without a name, your answer is recorded as “anonymous”.",
    details: "To fill in if you approve",
    editable: "You may change this before you approve",
    editableHint: "If you change something, you are shown the difference before it counts.",
    tooLarge: (names: string) => `Too large to be changed here; it stays as it is: ${names}.`,
    feedback: "Comment",
    feedbackHint: "Goes with your answer, whichever it is.",
    reason: "Reason",
    approveHeading: "Approve",
    rejectHeading: "Reject",
    approve: "Approve",
    reject: "Reject",
    approveEffect: {
      groups: "It counts for every group that you are in.",
      run: (missingAfter: number) =>
        missingAfter === 0
          ? "Yours is all it takes: the run goes on at once."
          : `After yours, ${plural(missingAfter, "more approval is", "more approvals are")} needed before the run goes on.`,
      request: (missingAfter: number) =>
        missingAfter === 0
          ? "Yours is all it takes: the request is approved at once."
          : `After yours, ${plural(missingAfter, "more approval is", "more approvals are")} needed.`,
    },
    rejectEffect: "Say why, if you can: it is recorded with your answer.",
    requesterHeading: "You ask for this yourself",
    requester: "Whoever asks for an approval may not give it. You can still reject it.",
    cameToApprove: "You came to approve: press Approve to confirm.",
    cameToReject: "You came to reject: press Reject to confirm.",
    smallPrint:
      "Nothing has been decided by opening this page; only pressing one of the two buttons answers. An answer cannot be taken back.",
  },

  confirm: {
    title: (prompt: string) => `Please confirm your changes: ${prompt}`,
    state: "Not decided yet",
    heading: "You changed what you were asked to approve",
    what: "Compare, then confirm. What goes on is what you made of it, and your changes are recorded as yours.",
    asked: "What is asked",
    changes: (count: number) => plural(count, "change", "changes"),
    person: "You answer as",
    nobody: "You answer without a name.",
    approve: "Approve with these changes",
    goOn: "Go on editing",
    smallPrint: "Nothing is decided until you press the first button. An answer cannot be taken back.",
    stale: "Please look again: what was sent is not what you were shown.",
  },

  passOn: {
    handOver: "Hand it over to somebody else",
    handOverWhat:
      "They get a link of their own and answer on your behalf; the record says so. You can still answer until they have.",
    to: "Their e-mail address",
    handOverButton: "Hand over",
    handedOver: "Handed over",
    handedOverHint: "gets a link of their own and can answer on your behalf. Until then you still can.",
    ownLinkOffer: "Have a link of your own sent to you",
    ownLinkHeading: "Get your own link",
    ownLinkWhy:
      "This link was sent to several people, and here it must be certain who answers. Choose who you are: a link of your own is sent to your address.",
    noOwnLinkHeading: "This link does not answer",
    noOwnLinkWhy:
      "It was sent to several people, and here it must be certain who answers. Use the link that was sent to you alone, or ask whoever sent you this one.",
    ownLinkButton: "Send my link",
    linkSent: "Your link is on its way",
    linkSentHint: "Look in the mailbox or chat of",
    refused: "That did not work",
    takenAwayTitle: (prompt: string) => `Somebody else is asked now: ${prompt}`,
    asksAfter: "asks for a decision",
    takenAway: "Somebody else is asked now",
    takenAwayHint:
      "This request was given to somebody else. Your link does not answer it any more, nor show what it is about.",
  },

  quorum: {
    label: "Approvals",
    needed: (needed: number, soFar: number) =>
      needed === 1 ? "1 approval needed" : `${plural(needed, "approval", "approvals")} needed, ${soFar} so far`,
    remaining: (count: number) => `It waits for ${plural(count, "more approval", "more approvals")}.`,
    approved: "approved",
    rejected: "rejected",
    waiting: "not yet",
    morePeople: (count: number) => `and ${plural(count, "more", "more")}`,
  },

  facts: {
    label: "About this request",
    createdAt: "Asked on",
    title: "Request",
    ensemble: "Workflow",
    agent: "Step",
    run: "Run",
    more: "Further details",
  },
} as const;
