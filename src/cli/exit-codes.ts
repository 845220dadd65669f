/** What the exit status of a command says. */
export const EXIT = {
  /** Done, and nothing is wrong. */
  ok: 0,
  /** What was looked at has mistakes, or the simulated run failed. */
  wrong: 1,
  /** The command was not understood, or names a file that is not there. */
  usage: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
