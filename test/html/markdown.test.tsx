/** Markdown on a page: what it becomes, and what never comes of it. */
import { describe, expect, test } from "vitest";
import { looksLikeDiff, looksLikeMarkdown } from "../../src/html/looks-like.ts";
import { Markdown, MarkdownLine } from "../../src/html/markdown.tsx";
import { processorTime } from "../support/processor-time.ts";

function html(value: string): string {
  return String(<Markdown value={value} />).replace(/^<div class="md" dir="auto">(.*)<\/div>$/s, "$1");
}

const REL = 'rel="noopener noreferrer nofollow" target="_blank"';

test.each([
  [
    "Some **bold**, *slanted*, ~~gone~~ and `code`",
    "<p>Some <strong>bold</strong>, <em>slanted</em>, <s>gone</s> and <code>code</code></p>",
  ],
  ["# One\n## Two", "<h3>One</h3><h4>Two</h4>"],
  ["- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"],
  ["3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'],
  ["- [x] done\n- [ ] open", "<ul><li>☑ done</li><li>☐ open</li></ul>"],
  ["> said", "<blockquote><p>said</p></blockquote>"],
  ["one\ntwo", "<p>one<br/>two</p>"],
  ["```\nlet a = 1 < 2;\n```", '<pre dir="ltr" tabindex="0">\nlet a = 1 &lt; 2;</pre>'],
  ["a & b &lt;i&gt; \\*", "<p>a &amp; b &amp;lt;i&amp;gt; *</p>"],
])("%j", (text, shown) => {
  expect(html(text)).toBe(shown);
});

test("a table scrolls in a frame of its own", () => {
  expect(html("| a | b |\n|---|---|\n| 1 | 2 |")).toMatch(/^<div class="wide" role="region".*<td>1<\/td><td>2<\/td>/s);
});

describe("links", () => {
  test.each([
    [
      "[our shop](https://shop.example/x)",
      `<p><a href="https://shop.example/x" ${REL}>our shop</a><span class="soft"> (shop.example)</span></p>`,
    ],
    ["https://shop.example/x", `<p><a href="https://shop.example/x" ${REL}>https://shop.example/x</a></p>`],
    [
      "[https://bank.example](https://evil.example)",
      `<p><a href="https://evil.example/" ${REL}>https://bank.example</a><span class="soft"> (evil.example)</span></p>`,
    ],
    [
      "[x](https://bank.example@evil.example/)",
      `<p><a href="https://bank.example@evil.example/" ${REL}>x</a><span class="soft"> (evil.example)</span></p>`,
    ],
    ["<ana@example.com>", `<p><a href="mailto:ana@example.com" ${REL}>ana@example.com</a></p>`],
    [
      "[write](mailto:ana@example.com)",
      `<p><a href="mailto:ana@example.com" ${REL}>write</a><span class="soft"> (ana@example.com)</span></p>`,
    ],
    ["[x](javascript:alert(1))", "<p>x (javascript:alert(1))</p>"],
    ["[x](data:text/html,hi)", "<p>x (data:text/html,hi)</p>"],
    ["[x](//evil.example)", "<p>x (//evil.example)</p>"],
  ])("%s", (text, shown) => {
    expect(html(text)).toBe(shown);
  });

  test("a picture is not fetched", () => {
    expect(html("![cat](https://img.example/c.png)")).toBe(
      `<p><a href="https://img.example/c.png" ${REL}>Picture: cat</a><span class="soft"> (img.example)</span></p>`,
    );
  });
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "a <b onclick=x>b</b>",
  "<!-- hidden -->",
  '[a](https://x.example "\\"><script>alert(1)</script>")',
  '```"><script>\nx\n```',
  "[x]: https://evil.example <script>\n\n[x]",
])("HTML is text: %j", (text) => {
  const tags = [...html(text).matchAll(/<([a-z0-9]+)/g)].map((match) => match[1]);
  expect(tags.filter((tag) => !["p", "a", "span", "pre", "code", "br"].includes(tag ?? ""))).toEqual([]);
});

test("a place that a link refers to is not hidden", () => {
  expect(html("See [x]\n\n[x]: https://evil.example/path")).toContain("[x]: https://evil.example/path");
});

test("hidden characters are seen", () => {
  expect(html("**invoice\u202Efdp.exe**")).toContain("U+202E");
});

test.each(["[", "**a ", ">", "- ", "![a](", "`a", "| ", "*a_", "<a@", "1. > ", "a:", "www.", "\n- a\n", "  - a\n"])(
  "%j, over and over, takes no time and no depth",
  (piece) => {
    const marks = piece.match(/[*_~`[\]<>!]/g)?.length ?? 0;
    const times = Math.floor(Math.min(20_000 / piece.length, marks === 0 ? Infinity : 1_000 / marks));
    const text = piece.repeat(times);
    expect(processorTime(() => html(text))).toBeLessThan(1_000);
    expect(html(text).length).toBeLessThan(1_000_000);
  },
);

test("a heading's line keeps what stands in it, and is one line", () => {
  expect(String(<MarkdownLine value="Publish **now**? <b>" />)).toBe(
    "<bdi>Publish <strong>now</strong>? &lt;b&gt;</bdi>",
  );
  expect(String(<MarkdownLine value="- 5 degrees" />)).toBe("<bdi>- 5 degrees</bdi>");
});

test("plain texts are left as they are; what was written as Markdown or as a difference is known", () => {
  expect(["One\n\nTwo", "5 - 3", "- a", "a\nb - c", "2026.\nx", "#1\n#2"].filter(looksLikeMarkdown)).toEqual([]);
  expect(["# A\n\nb", "x\n- a\n- b", "1. a\n2. b", "```\nx\n```"].map(looksLikeMarkdown)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(looksLikeDiff("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+b")).toBe(true);
  expect(looksLikeDiff("--- a\n+++ b\n")).toBe(false);
});
