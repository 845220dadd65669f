/** Every word that a page shows, in one place. */

function plural(count: number, one: string, many: string): string {
  return count === 1 ? `${count} ${one}` : `${count} ${many}`;
}

export const words = {
  product: "Countersign",

  time: {
    ahead: (length: string) => `in ${length}`,
    ago: (length: string) => `${length} ago`,
    soon: "in less than a minute",
    justNow: "just now",
  },

  pages: {
    navigation: "Pages",
    places: { runs: "Runs", trail: "Trail" },
    signOut: "Sign out",
    filter: "Filter",
    older: "Older ones",
    status: {
      running: "Running",
      suspended: "Waiting for people",
      completed: "Completed",
      rejected: "Rejected",
      failed: "Failed",
      cancelled: "Cancelled",
      skipped: "Skipped",
    },
    signIn: {
      title: "Sign in",
      what: "With an API key of your workspace.",
      key: "API key",
      button: "Sign in",
      unknown: "This key is not known. Check that you have copied the whole of it.",
    },
    firstRun: {
      title: "One thing is to be set",
      what: "Nobody can sign in yet: no API key is set. Until one is, the API and these pages are closed to everybody.",
      set: "Set a key",
      command: "npx wrangler secret put API_KEYS",
      value: "The value is a list of keys, of any length you like but at least 16 characters each:",
      example: '[{"name": "me", "key": "…", "workspace": "main", "scopes": ["runs", "approvals", "audit"]}]',
      after: "On your machine it stands in .dev.vars; npm start makes one by itself.",
    },
    runs: {
      none: "There are no such runs.",
      ensemble: "Ensemble",
      status: "State",
      anyStatus: "Any",
      by: (name: string) => `started by ${name}`,
    },
    run: {
      steps: "Steps",
      noSteps: "No step is on record yet.",
      input: "Input",
      output: "Output",
      gave: "What it gave",
      facts: "About this run",
      id: "Run",
      requestedBy: "Started by",
      started: "Started",
      ended: "Ended",
      retryOf: "Repeats",
      failedAt: (agent: string) => `It failed at “${agent}”`,
      took: (length: string) => `took ${length}`,
      attempts: (count: number) => `${count} attempts`,
      cancel: "Cancel the run",
      cancelWhat: "It stops where it is, and its open requests are withdrawn.",
      restart: "Run it again",
      restartWhat: "The same plan with the same input. People are asked anew.",
      from: "From",
      fromStart: "the start",
      actions: "What can be done",
    },
    wrong: {
      back: "Back to the runs",
    },
    trail: {
      run: "Run",
      approval: "Approval",
      actor: "Actor",
      check: "Check the whole chain",
      whole: (count: number) =>
        `The chain is whole: ${plural(count, "entry", "entries")}, none changed, left out or put in between.`,
      broken: (at: number) => `The chain is broken at entry ${at}.`,
    },
  },

  values: {
    nothing: "nothing",
    emptyText: "empty text",
    emptyObject: "no fields",
    emptyList: "no entries",
    yes: "Yes",
    no: "No",
    hiddenCharacter: "a hidden character",
    fields: (count: number) => plural(count, "field", "fields"),
    entries: (count: number) => plural(count, "entry", "entries"),
    table: (count: number) => `Table, ${plural(count, "row", "rows")}`,
    restOfText: (count: number) => `Show the remaining ${plural(count, "character", "characters")}`,
    textLeftOut: (count: string) => `… ${count} more characters are left out here.`,
    fieldsLeftOut: (count: string) => `… ${count} more fields are left out here.`,
    entriesLeftOut: (count: string) => `… ${count} more entries are left out here.`,
    folded: (size: string) => `${size} nested deeper; see the whole as JSON.`,
    large: (size: string) =>
      `This is a lot of data (${size}). Only its first part is laid out here; wherever something is left out, it says so.`,
    whole: (size: string) => `See the whole as JSON (${size})`,
  },

  form: {
    optional: "(optional)",
    choose: "Choose…",
    jsonHint: "As JSON",
    dateTimeHint: "Such as 2026-11-22T14:00:00Z",
    timeHint: "Such as 14:00:00Z",
    textLines: "One on each line.",
    numberLines: "One number on each line.",
    entries: {
      between: (low: string, high: string) => `From ${low} to ${high} entries.`,
      atLeast: (low: string) => `At least ${low === "1" ? "1 entry" : `${low} entries`}.`,
      atMost: (high: string) => `At most ${high === "1" ? "1 entry" : `${high} entries`}.`,
    },
    choices: {
      between: (low: string, high: string) => `From ${low} to ${high} of these.`,
      atLeast: (low: string) => `At least ${low} of these.`,
      atMost: (high: string) => `At most ${high} of these.`,
    },
    inEntry: (position: number, message: string) => `Entry ${position}: ${message}`,
    inside: (place: string, message: string) => `${place}: ${message}`,
    between: (low: string, high: string) => `From ${low} to ${high}`,
    atLeast: (low: string) => `At least ${low}`,
    atMost: (high: string) => `At most ${high}`,
  },

  difference: {
    added: "Now:",
    removed: "Before:",
    unchanged: (count: number) => plural(count, "unchanged line", "unchanged lines"),
    more: (count: number) => `… and ${plural(count, "more change", "more changes")}.`,
    moreLines: (count: number) => `… and ${plural(count, "more line", "more lines")}.`,
  },

  confirm: {
    title: (prompt: string) => `Please confirm your changes: ${prompt}`,
    state: "Not decided yet",
    heading: "You changed what you were asked to approve",
    what: "Compare, then confirm. The run goes on with your changes, and they are recorded as yours.",
    asked: "What is asked",
    changes: (count: number) => plural(count, "change", "changes"),
    person: "You answer as",
    nobody: "You answer without a name.",
    approve: "Approve with these changes",
    goOn: "Go on editing",
    smallPrint: "Nothing is decided until you press the first button. An answer cannot be taken back.",
    stale: "Please look again: what was sent is not what you were shown.",
  },

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
    approveEffect: (missingAfter: number | null) =>
      missingAfter === null
        ? "It counts for every group that you are in."
        : missingAfter === 0
          ? "Yours is all it takes: the run goes on at once."
          : `After yours, ${plural(missingAfter, "more approval is", "more approvals are")} needed before the run goes on.`,
    rejectEffect: "Say why, if you can: it is recorded with your answer.",
    requesterHeading: "You ask for this yourself",
    requester: "Whoever asks for an approval may not give it. You can still reject it.",
    cameToApprove: "You came to approve: press Approve to confirm.",
    cameToReject: "You came to reject: press Reject to confirm.",
    smallPrint:
      "Nothing has been decided by opening this page; only pressing one of the two buttons answers. An answer cannot be taken back.",
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
    ownLinkButton: "Send my link",
    linkSent: "Your link is on its way",
    linkSentHint: "Look in the mailbox or chat of",
    refused: "That did not work",
    takenAwayTitle: (prompt: string) => `Somebody else is asked now: ${prompt}`,
    asksAfter: "asks for a decision",
    takenAway: "Somebody else is asked now",
    takenAwayHint: "This request was given to somebody else. Your link does not answer it any more.",
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

  done: {
    approved: "Thank you. Your approval is recorded.",
    rejected: "Thank you. Your rejection is recorded.",
    waits: (count: number) =>
      `The request stays open: it waits for ${plural(count, "more approval", "more approvals")}.`,
    settled: "With it, the request is settled.",
    other: "Answer for another approver",
  },

  over: {
    approved: { title: "Approved", heading: "This request was approved" },
    rejected: { title: "Rejected", heading: "This request was rejected" },
    timeout: {
      title: "Expired",
      heading: "This request has expired",
      what: "Time ran out before it was decided. Silence approves nothing: nothing was done.",
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
      run: "by a run",
      slack: "in Slack",
      discord: "in Discord",
    } as Readonly<Record<string, string>>,
    edited: "Changed before approving:",
    viaOther: (way: string) => `through ${way}`,
    reason: "Reason",
    feedback: "Comment",
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
