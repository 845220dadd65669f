/** Fields to fill in, and what may be wrong with them. */

export const formWords = {
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
} as const;
