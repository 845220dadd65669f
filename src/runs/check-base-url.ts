/** Where links start: an http or https address, without a slash at the end. */
import { StepFailure } from "../operations/step-failure.ts";

/** @throws StepFailure `base-url-invalid` */
export function checkBaseUrl(given: unknown): string {
  if (typeof given === "string" && URL.canParse(given) && /^https?:/.test(given)) return given.replace(/\/+$/, "");
  throw new StepFailure("base-url-invalid", "`baseUrl` is not an http or https address.", { retryable: "no" });
}
