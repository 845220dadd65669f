/** The scripts of pages are sent so that browsers keep them, and no page needs anything else. */
import { describe, expect, test } from "vitest";
import { Hono } from "hono";
import { assets } from "../../src/generated/assets.ts";
import { addAssets } from "../../src/http/add-assets.ts";

const app = new Hono();
addAssets(app);

describe.each(Object.entries(assets))("%s", (name, { path, text }) => {
  test("is under a name with a hash, for good", async () => {
    expect(path).toMatch(new RegExp(`^/assets/${name}-[0-9a-f]{16}\\.js$`));
    const answer = await app.request(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(await answer.text()).toBe(text);
  });

  test("is small, and leaves nothing in the page's scope", () => {
    expect(text.length).toBeLessThan(10_000);
    expect(text).toMatch(/^(?:"use strict";)?\(\(\)=>\{/);
  });

  test("is not there under another hash", async () => {
    expect((await app.request(path.replace(/[0-9a-f]{16}/, "0".repeat(16)))).status).toBe(404);
  });
});
