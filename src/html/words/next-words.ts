/** What a run does once a request is decided: foreseen while it is open, and as it is afterwards. */
import type { ForeseenWork } from "../../contract/foreseen.ts";
import { plural } from "./plural.ts";

export const nextWords = {
  next: {
    heading: "What happens next",
    approved: "If it is approved",
    rejected: "If it is rejected",
    timeout: "If nobody decides by",
    perhaps: "perhaps:",
    back: "the run goes back to this step, and you are asked again.",
    nothing: "Nothing more is done.",
    more: (count: number) => `and ${plural(count, "more step", "more steps")}`,
    does: describeWork,
  },

  run: {
    heading: "The run since then",
    status: {
      running: "The run goes on now.",
      suspended: "The run has gone on, and waits again.",
      completed: "The run is complete.",
      rejected: "The run has ended with the rejection.",
      failed: "The run went on, and failed. Whoever started it can see why.",
      cancelled: "The run was cancelled.",
    },
  },
} as const;

function describeWork(work: ForeseenWork): string {
  switch (work.operation) {
    case "http":
      return `sends ${work.method === null ? "a request" : `a ${work.method} request`}${work.host === null ? "" : ` to ${work.host}`}`;
    case "email":
      return `sends an e-mail${toPeople(work.to)}`;
    case "notify":
      return `sends a message${work.channel === null ? "" : ` by ${work.channel}`}${toPeople(work.to)}`;
    case "code":
      return work.script === null ? "runs a script" : `runs ${work.script}`;
    case "data":
      return work.verb === null ? "uses the database" : `does ${work.verb} in the database`;
    case "think":
      return "asks a language model";
    case "hitl":
      return "asks people for another approval";
    case "answer":
      return "answers another request";
    case "wait":
      return "waits for a time, or for something outside";
    default:
      return work satisfies never;
  }
}

function toPeople(people: readonly string[]): string {
  return people.length === 0 ? "" : ` to ${people.join(", ")}`;
}
