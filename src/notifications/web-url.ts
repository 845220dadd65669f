/** An address to send to: http or https, and never shown but for its host, since the rest may be a secret. */

export type WebUrl =
  | { readonly status: "ok"; readonly url: URL }
  | { readonly status: "failed"; readonly error: string };

/** `setting` names the value in the error: an address of Slack's is a password, and is not repeated. */
export function parseWebUrl(text: string | undefined, setting: string): WebUrl {
  if (text === undefined || text.trim() === "") return { status: "failed", error: `${setting} is not set` };
  const url = URL.parse(text.trim());
  if (url === null) return { status: "failed", error: `${setting} is not a web address` };
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return { status: "failed", error: `${setting} must begin with https:// or http://` };
  }
  return { status: "ok", url };
}

/** What may be shown of an address. */
export function hostOf(text: string | undefined): string {
  const url = URL.parse(text?.trim() ?? "");
  return url === null || url.host === "" ? "(no web address)" : url.host;
}
