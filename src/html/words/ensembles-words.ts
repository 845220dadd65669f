/** What can be run, and starting it. */
import { plural } from "./plural.ts";

export const ensemblesWords = {
  ensembles: {
    none: "There are no ensembles yet. A document in the folder ensembles/ of your project shows here once it is deployed.",
    agents: (count: number) => plural(count, "agent", "agents"),
    asks: (count: number) =>
      ["asks nobody", "asks people once", "asks people twice"][count] ?? `asks people ${count} times`,
    inCode: "written in TypeScript",
    plan: "Plan",
    noPlan: "It is written in TypeScript: what it does is seen on its runs.",
    start: "Start a run",
    noInput: "It takes no input of its own; whatever you give, its agents can read.",
    json: "Input",
    jsonHint: "An object, as JSON. Empty: no input.",
    notObject: "Must be an object, as JSON.",
    anyHint: "Anything that is not JSON counts as text.",
    button: "Start the run",
    as: (name: string) => `It is started in the name of “${name}”.`,
    wrongTitle: "The run was not started",
    wrong: "Please look at the fields named below. What you typed is still here.",
    wrongField: (label: string, message: string) => `${label} ${message}.`,
    notAField: "is not a field of this ensemble",
    sentBefore:
      "This form has started a run already, with another input. Send it again to start one more with what stands here.",
    unsureTitle: "It is not certain whether the run was started",
    unsure:
      "Something went wrong on our side. Send it again: this form starts one run, however often it is sent. What you typed is still here.",
    changedTitle: "The ensemble has changed",
    changed:
      "It is not what it was when you opened its page, so nothing was started. What you typed is still here: look at the plan and the fields, then send it.",
    runs: "Its runs",
    name: "Name",
  },
} as const;
