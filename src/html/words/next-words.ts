/** What a run does once a request is decided: foreseen while it is open, and as it is afterwards. */
import type { ChannelName } from "../../contract/channel-options.ts";
import type { ForeseenWork } from "../../contract/foreseen.ts";
import { plural } from "./plural.ts";

export const nextWords = {
  next: {
    heading: "What happens next",
    approved: "If it is approved",
    rejected: "If it is rejected",
    timeout: "If nobody decides by",
    stillOpen: "If it is still open on",
    brought: (count: number) => (count === 1 ? "is asked as well." : "are asked as well."),
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
      return `sends a message${work.channel === null ? "" : ` ${throughChannel(work.channel)}`}${toPeople(work.to)}`;
    case "code":
      return work.script === null ? "runs a script" : `runs the script ${work.script.replace(/^scripts\//, "")}`;
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

const CHANNELS: Readonly<Record<string, string>> = {
  slack: "in Slack",
  discord: "in Discord",
  teams: "in Teams",
  email: "by e-mail",
  webhook: "by webhook",
} satisfies Record<ChannelName, string>;

function throughChannel(channel: string): string {
  return (Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel] : undefined) ?? `through ${channel}`;
}

function toPeople(people: readonly string[]): string {
  return people.length === 0 ? "" : ` to ${people.join(", ")}`;
}
