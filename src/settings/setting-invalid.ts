/** The error for a setting that cannot be used: what is wrong with it, and how to set it. */
import { CountersignError } from "../kernel/errors.ts";

export function settingInvalid(name: string, problem: string, cure: string): CountersignError {
  return new CountersignError("setting-invalid", `The setting ${name} ${problem}. To set it: ${cure}`);
}
