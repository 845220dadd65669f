/** The deployment that commands talk to, by COUNTERSIGN_URL and COUNTERSIGN_KEY. */
import { type Client, createClient } from "../client/create-client.ts";
import { UsageError } from "./usage-error.ts";

/** Words that close the help of each command that talks to a deployment. */
export const ENVIRONMENT = `Environment:
  COUNTERSIGN_URL   where Countersign is, such as https://approve.example.com
  COUNTERSIGN_KEY   an API key of it, from the setting API_KEYS`;

export function connect(): Client {
  return createClient({ url: requireUrl(), key: requireVariable("COUNTERSIGN_KEY", "an API key") });
}

export function requireUrl(): string {
  const url = requireVariable("COUNTERSIGN_URL", "the address of your Countersign");
  if (/^https?:\/\/[^/]/.test(url)) return url;
  throw new UsageError("COUNTERSIGN_URL is no http or https address, such as https://approve.example.com");
}

function requireVariable(name: string, what: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  throw new UsageError(`the environment variable ${name} is not set: ${what}`);
}
