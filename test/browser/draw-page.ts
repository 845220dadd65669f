/** Puts a page in the place of the Worker's answers, sent as the Worker sends its pages, until it is put away. */
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
  const body = await answer.text();
  await page.route(address, (route) => route.fulfill({ status, headers: Object.fromEntries(answer.headers), body }));
}

/** Not before the page has all that it asks for: what is on its way when the last one goes may never come. */
export async function putAwayDrawn(page: Page, address: string): Promise<void> {
  await page.unroute(address);
}
