/** Which language a reader is written to in, and that it holds for them alone. */
import { expect, test } from "vitest";
import { acceptedLocale, currentLocale, inLocale } from "../../src/kernel/locale.ts";

test.each([
  [undefined, null],
  ["", null],
  ["*", null],
  ["de-CH, en;q=0.8", "de-CH"],
  ["en;q=0.5, fr;q=0.9", "fr"],
  ["xx-ZZ, nl", "nl"],
  ["de;q=0, sv", "sv"],
  ["th-TH-u-ca-buddhist-nu-thai", "th-TH"],
  ["<script>, ../etc, en-GB", "en-GB"],
  [`${"de,".repeat(300)}de`, null],
])("%j: %j", (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});

test("it holds while a page is made, and no longer, whatever happens", () => {
  expect(inLocale("de", () => inLocale("fr", currentLocale) ?? currentLocale())).toBe("fr");
  expect(() =>
    inLocale("de", () => {
      throw new Error("no page");
    }),
  ).toThrow("no page");
  expect(currentLocale()).toBeNull();
});
