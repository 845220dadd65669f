/** What a plan looks like, and how far a run has come in it. */
import { plural } from "./plural.ts";

export const diagramWords = {
  diagram: {
    heading: "The plan",
    ofRun: (ensemble: string) => `The plan of ${ensemble}, with the state of each step`,
    ofSteps: (ensemble: string) => `The way that this run of ${ensemble} took`,
    ofEnsemble: (ensemble: string) => `The plan of ${ensemble}`,
    what: "From top to bottom. The same stands below in words.",
    box: "Diagram; scrolls where it is larger than the window",
    waiting: "Waiting",
    onlyIf: (condition: string) => `if ${condition}`,
    asks: "asks people",
    again: (round: number) => `round ${round}`,
    elements: (done: number, all: number) => `${done} of ${all}`,
    attempts: (count: number) => plural(count, "attempt", "attempts"),
    words: "In words, and how to read it",
    legend: {
      asks: "asks people, and waits for them",
      gate: "a gate: only what was approved goes on",
      each: "once for each entry of a list",
      way: "always goes on this way",
      if: "only where the condition holds",
      back: "back, for another round",
    },
    wayTo: (to: string) => `then ${to}`,
    wayIf: (to: string, when: string) => `${to}, if ${when}`,
    wayWhen: (to: string, when: string) => `${to}, when ${when}`,
    wayBack: (to: string, when: string) => `back to ${to}: ${when}`,
    wayShut: (when: string) => `ends here when ${when}`,
    start: "Start",
    end: "the end",
  },
} as const;
