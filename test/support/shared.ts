/** What a journey gets of the Worker and the servers that all journeys share. */
import { inject } from "vitest";
import { Client } from "./client.ts";
import { Counting } from "./counting-server.ts";
import { KEYS } from "./settings.ts";

export interface Shared {
  readonly url: string;
  readonly client: Client;
  readonly counting: Counting;
}

export function shared(): Shared {
  const url = inject("workerUrl");
  return { url, client: new Client(url, KEYS.main), counting: new Counting(inject("testServerUrl")) };
}

/** A client of the shared Worker under one of the keys of settings.ts. */
export function sharedClient(key: keyof typeof KEYS): Client {
  return new Client(inject("workerUrl"), KEYS[key]);
}
