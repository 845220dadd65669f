/** The page once its reader has answered, and once the request is over. */
import { plural } from "./plural.ts";

export const answeredWords = {
  done: {
    approved: "Thank you. Your approval is recorded.",
    rejected: "Thank you. Your rejection is recorded.",
    waits: (count: number) =>
      `The request stays open: it waits for ${plural(count, "more approval", "more approvals")}.`,
    settled: "With it, the request is settled.",
    other: "Answer for another approver",
  },

  answered: {
    title: {
      you: (prompt: string) => `You have answered: ${prompt}`,
      "for-you": (prompt: string) => `Answered for you: ${prompt}`,
      instead: (prompt: string) => `Answered already: ${prompt}`,
    },
    approvedState: { you: "You approved", "for-you": "Approved for you", instead: "Approved already" },
    rejectedState: { you: "You rejected", "for-you": "Rejected for you", instead: "Rejected already" },
    approved: {
      you: () => "You approved this",
      "for-you": (person: string) => `${person} approved this on your behalf`,
      instead: (person: string) => `${person} approved this before you`,
    },
    rejected: {
      you: () => "You rejected this",
      "for-you": (person: string) => `${person} rejected this on your behalf`,
      instead: (person: string) => `${person} rejected this before you`,
    },
    approvedEarlier: {
      you: () => "You answered: approved, on",
      "for-you": (person: string) => `${person} answered on your behalf: approved, on`,
      instead: (person: string) => `${person} answered before you: approved, on`,
    },
    rejectedEarlier: {
      you: () => "You answered: rejected, on",
      "for-you": (person: string) => `${person} answered on your behalf: rejected, on`,
      instead: (person: string) => `${person} answered before you: rejected, on`,
    },
    final: "There is nothing more for you to do. This page shows the outcome once there is one.",
  },

  over: {
    approved: { title: "Approved", heading: "This request was approved" },
    rejected: { title: "Rejected", heading: "This request was rejected" },
    timeout: {
      title: "Expired",
      heading: "This request has expired",
      what: "Time ran out before it was decided. Silence approves nothing.",
    },
    cancelled: {
      title: "Withdrawn",
      heading: "This request was withdrawn",
      what: "It needs no answer any more. Nothing was approved by it.",
    },
    when: { approved: "Approved", rejected: "Rejected", timeout: "Expired", cancelled: "Withdrawn" },
    by: (what: string) => `${what} by`,
    on: "on",
    asked: "What was asked",
    dataGone: "Data that came with a request is not kept once it is over.",
    answers: "Who answered",
    noAnswers: "Nobody had answered.",
    final: "The outcome is final. This link stays here to tell it.",
  },

  log: {
    approved: "approved",
    rejected: "rejected",
    verified: "identity confirmed",
    onBehalfOf: (approver: string) => `on behalf of ${approver}`,
    via: {
      link: "through a link",
      page: "through a link",
      api: "through the API",
      "sign-in": "in the inbox",
      mcp: "in an MCP client",
      binding: "by another Worker",
      run: "by a run",
      slack: "in Slack",
      discord: "in Discord",
    } as Readonly<Record<string, string>>,
    edited: "Changed before approving:",
    viaOther: (way: string) => `through ${way}`,
    reason: "Reason",
    feedback: "Comment",
  },
} as const;
