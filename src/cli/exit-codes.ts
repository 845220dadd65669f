/** What the exit status of a command says. */
export const EXIT = {
  /** Done, and nothing is wrong; where people were asked: they approved. */
  ok: 0,
  /** What was looked at has mistakes, the run failed, or Countersign refused or could not be reached. */
  wrong: 1,
  /** The command was not understood, or names a file that is not there. */
  usage: 2,
  /** People rejected it. */
  rejected: 3,
  /** Nobody answered in time. */
  timeout: 4,
  /** The request was withdrawn, or the run cancelled. */
  cancelled: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
