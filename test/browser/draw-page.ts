/** Puts a page in the place of the Worker's answer, sent as the Worker sends its pages. */
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Page } from "playwright-core";
import { sendPage } from "../../src/http/send-page.ts";

export interface DrawnState {
  readonly render: (nonce: string) => string;
  readonly status?: ContentfulStatusCode;
}

export async function drawPage(page: Page, address: string, { render, status = 200 }: DrawnState): Promise<void> {
  const app = new Hono().get("*", (c) => sendPage(c, render, status));
  const answer = await app.request(address);
  await page.route(
    address,
    async (route) => route.fulfill({ status, headers: Object.fromEntries(answer.headers), body: await answer.text() }),
    { times: 1 },
  );
}
