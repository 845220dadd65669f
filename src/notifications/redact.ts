/** What another server said, as it may be kept and shown: short, on one line, without addresses, keys or tokens. */
import { cutLine } from "./cut-text.ts";

const MAX_SHOWN = 200;
const SHORTEST_SECRET = 6;
const TOKEN = /hitl_[0-9a-f]{64}_[0-9a-f-]{8,36}/gi;

/** Servers echo what they got ("Cannot POST /services/T0/B0/…"): all that is secret is struck out before the cut. */
export function redact(text: string, url: URL, secrets: readonly string[]): string {
  let shown = text.replace(TOKEN, "hitl_…");
  for (const secret of [...secrets, ...partsOf(url)].toSorted((a, b) => b.length - a.length)) {
    if (secret.length >= SHORTEST_SECRET) shown = shown.replaceAll(secret, "…");
  }
  return cutLine(shown, MAX_SHOWN).text;
}

function partsOf(url: URL): string[] {
  const raw = [url.href, url.pathname + url.search, url.pathname, url.username, url.password];
  const parts = [...raw, ...url.pathname.split("/"), ...url.searchParams.values()];
  return parts.flatMap((part) => [part, decoded(part)]);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
