import { describe, expect, it, test } from "vitest";
import { cutText, headOf } from "../../src/notifications/cut-text.ts";
import { escapeHtmlCharacter } from "../../src/notifications/email/escape-html.ts";
import { oneLine, plainText } from "../../src/notifications/plain-text.ts";

describe("plainText", () => {
  test.each([
    ["keeps what people write", "Größe: 3 µm\n\t👩‍👧 مرحبا", "Größe: 3 µm\n\t👩‍👧 مرحبا"],
    ["makes every line break a newline", "a\r\nb\rc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"],
    ["shows where a control character was", "a\u0000b\u001B[0mc\u007Fd", "a\uFFFDb\uFFFD[0mc\uFFFDd"],
    ["shows where the direction would turn", "a\u202Eb\u2066c", "a\uFFFDb\uFFFDc"],
    ["shows where a text is that nobody sees", "a\u{E0041}\u{E0042}b", "a\uFFFDb"],
    ["mends half surrogate pairs", "a\uD83Db", "a\uFFFDb"],
  ])("%s", (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it("puts a text on one line", () => {
    expect(oneLine("  a\r\n\tb\u00A0 c ")).toBe("a b c");
  });
});

describe("cutText", () => {
  test.each([
    ["leaves alone what fits", "abc", 3, "abc", false],
    ["ends what was cut in an ellipsis", "abcd", 3, "ab…", true],
    ["does not split a surrogate pair", "a😀b", 3, "a…", true],
    ["counts after escaping, and does not split an escape", "a<<", 6, "a&lt;…", true],
    ["knows an empty text", "", 1, "", false],
    ["fits into one character", "abc", 1, "…", true],
    ["knows that a text which shrinks was cut all the same", "\r\n".repeat(10), 10, "\n\n\n\n\n\n…", true],
  ])("%s", (_, text, limit, expected, cut) => {
    expect(cutText(text, limit, escapeHtmlCharacter)).toEqual({ text: expected, cut });
  });

  it("takes a head without half a surrogate pair", () => {
    expect(headOf("a😀", 2)).toBe("a");
    expect(headOf("a😀", 3)).toBe("a😀");
  });
});
