/** Where somebody who has signed in is led: to a page of ours, whatever stands in the address they came by. */
import { expect, test } from "vitest";
import { safeNext } from "../../src/pages/signed-in.ts";

const BASE = "https://approve.example.com";

test.each(["/runs/run_1", "/audit?actor=ana%40example.com", "/"])("leads to %s", (next) => {
  expect(safeNext(next)).toBe(next);
});

test.each([
  undefined,
  "",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "/\n/evil.example/",
  "/\r\n/evil.example/",
  "\t//evil.example/",
  "/runs\r\nSet-Cookie: a=b",
  "/a\u0000b",
  "/sign-out",
])("does not lead to %j", (next) => {
  expect(safeNext(next)).toBe("/");
});

test("leads out of the site by no address of which a browser makes another", () => {
  for (let code = 0; code <= 0xff; code += 1) {
    const mark = String.fromCharCode(code);
    for (const next of [`/${mark}/evil.example`, `${mark}//evil.example`, `/${mark}\\evil.example`])
      expect(new URL(safeNext(next), BASE).origin, JSON.stringify(next)).toBe(BASE);
  }
});
