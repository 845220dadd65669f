/** A client of the app in this very isolate: no network in between. */
import { env } from "cloudflare:workers";
import { createApp } from "../../../src/app.ts";
import { type Client, createClient } from "../../../src/client/create-client.ts";
import type { Env } from "../../../src/config.ts";

export const APP_URL = "https://approve.example.com";

const KEY = "test-key-in-workerd-0123456789";
const keys = [{ name: "shop", key: KEY, workspace: "client-in-workerd", scopes: ["runs", "approvals", "audit"] }];
const settings: Env = { ...(env as unknown as Env), API_KEYS: JSON.stringify(keys) };
const app = createApp("/callback");

/** As fetch does, it gives up at once what is called off. */
export const fetchFromApp: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const calledOff = new Promise<never>((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(new DOMException("called off", "AbortError")), { once: true });
  });
  return Promise.race([app.fetch(request, settings), calledOff]);
};

/** Has a key. */
export const client: Client = createClient({ url: APP_URL, key: KEY, fetch: fetchFromApp });

/** Holds nothing but links. */
export const anybody: Client = createClient({ url: APP_URL, fetch: fetchFromApp });
