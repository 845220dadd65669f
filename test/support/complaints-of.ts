/** What a page should never do: ask another host for something, break a policy, throw. Counted from the call on. */
import type { Page } from "playwright-core";
import { shared } from "./shared.ts";

export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  const { url } = shared();
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) complaints.push(`asks ${request.url()}`);
  });
  page.on("console", (message) => {
    // A page that tells of a problem has its status; the browser notes that as an error of its own.
    if (
      message.type() === "error" &&
      !/status of (4\d\d|503)/.test(message.text()) &&
      !/favicon/.test(message.location().url)
    )
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}
