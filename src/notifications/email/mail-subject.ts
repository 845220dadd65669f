/** A subject is one line of bounded length: no header can follow it. */
import { cutLine } from "../cut-text.ts";

const MAX_SUBJECT = 200;

/** The author's own subject, or the fallback where there is none. */
export function mailSubject(subject: string | undefined, fallback: string): string {
  const own = cutLine(subject ?? "", MAX_SUBJECT).text;
  return own === "" ? cutLine(fallback, MAX_SUBJECT).text : own;
}
