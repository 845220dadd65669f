import { describe, expect, it, test } from "vitest";
import type { MarkupPart } from "../../src/expressions/evaluate-markup.ts";
import { renderMarkup } from "../../src/operations/email/render-markup.ts";
import { HOSTILE_TEXTS } from "../notifications/fixtures.ts";

/** The author's text, with the values in the places of `§`. */
function render(text: string, ...values: readonly string[]): string {
  const pieces = text.split("§");
  const parts = pieces.flatMap((piece, index): MarkupPart[] => [
    { by: "author", text: piece },
    ...(index === pieces.length - 1 ? [] : [{ by: "value", text: values[index] ?? "" } as const]),
  ]);
  return renderMarkup(parts);
}

const ALLOWED_TAGS =
  /^<(?:\/?(?:p|strong|em|del|h[1-6]|ul|ol|li|blockquote|pre|code|table|thead|tbody|tr|th|td|a)|br|hr|img|a href="[^"<>]*"|img src="[^"<>]*" alt="[^"<>]*" style="max-width:100%"|pre style="white-space:pre-wrap"|ol start="\d+"|t[hd] align="(?:left|right|center)")>$/;

/** Every `<…` in it is a tag of ours. */
function strangeTags(html: string): string[] {
  return (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !ALLOWED_TAGS.test(tag));
}

describe("what the author wrote", () => {
  test.each([
    ["Hello **§**,\nit is *done*.", "<p>Hello <strong>V</strong>,<br>it is <em>done</em>.</p>"],
    ["# Order §", "<h1>Order V</h1>"],
    ["- one\n- §", "<ul>\n<li>one</li>\n<li>V</li>\n</ul>"],
    ["- [x] one\n- [ ] two", "<ul>\n<li>☑ one</li>\n<li>☐ two</li>\n</ul>"],
    ["`§`", "<p><code>V</code></p>"],
    ["```js\nconst a = §;\n```", '<pre style="white-space:pre-wrap"><code>const a = V;</code></pre>'],
    [
      "| a | b |\n|---|--:|\n| § | 2 |",
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n<tbody><tr>\n<td>V</td>\n<td align="right">2</td>\n</tr>\n</tbody></table>',
    ],
    ["3. three", '<ol start="3">\n<li>three</li>\n</ol>'],
    ["[Open](https://app.example/orders/§)", '<p><a href="https://app.example/orders/V">Open</a></p>'],
    ['[Open](https://app.example "the §")', '<p><a href="https://app.example/">Open</a></p>'],
    ["https://app.example/§", '<p><a href="https://app.example/V">https://app.example/V</a></p>'],
    ["<https://app.example/§>", '<p><a href="https://app.example/V">https://app.example/V</a></p>'],
    ["write to ana@example.com", '<p>write to <a href="mailto:ana@example.com">ana@example.com</a></p>'],
    [
      "![a §](https://img.example/§.png)",
      '<p><img src="https://img.example/.png" alt="a V" style="max-width:100%"></p>',
    ],
    ["![x](data:image/png;base64,AAAA)", "<p>x</p>"],
    ["[x](javascript:alert(1))", "<p>x</p>"],
    ["[x](JaVaScRiPt:alert(1))", "<p>x</p>"],
    ["[x](&#106;avascript:alert(1))", "<p>x</p>"],
    ["[x](vbscript:x) [y](data:text/html,x) [z](/relative)", "<p>x y z</p>"],
    ["<b>bold</b> & <script>x</script>", "<p>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt;</p>"],
    ["<div onclick=x>\n**in**\n</div>", "<p>&lt;div onclick=x&gt;<br><strong>in</strong><br>&lt;/div&gt;</p>"],
    ["Best,\r\nthe team", "<p>Best,<br>the team</p>"],
    ["", ""],
  ])("%j", (text, html) => {
    expect(render(text, "V")).toBe(html);
  });
});

describe("a value is shown as it is", () => {
  test.each([
    ["**bold** _em_ `code` ~~del~~", "**bold** _em_ `code` ~~del~~"],
    ["# heading", "# heading"],
    ["- item\n- item", "- item<br>\n- item"],
    ["a\n\nb", "a<br>\n<br>\nb"],
    ["[x](https://evil.example)", "[x](https://evil.example)"],
    ["![x](https://evil.example/pixel.png)", "![x](https://evil.example/pixel.png)"],
    ["https://evil.example", "https://evil.example"],
    ["<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"],
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["&lt;b&gt; &amp; &#60;", "&amp;lt;b&amp;gt; &amp;amp; &amp;#60;"],
    [`"quoted" 'text'`, "&quot;quoted&quot; &#39;text&#39;"],
    ["\\*not\\*", "\\*not\\*"],
    ["| a | b |", "| a | b |"],
    ["$& $1 $` $' $$", "$&amp; $1 $` $&#39; $$"],
    ["v0n0z v00000000000000000000000000000000n0z", "v0n0z v00000000000000000000000000000000n0z"],
    ["\u202Egpj.exe\u0000", "\uFFFDgpj.exe\uFFFD"],
  ])("%j", (value, shown) => {
    expect(render("Hi §!", value)).toBe(`<p>Hi ${shown}!</p>`);
  });

  test.each([
    "**§**",
    "`§`",
    "> §",
    "# §",
    "- §",
    "```\n§\n```",
    "| § |\n|---|\n| § |",
    "    §",
    "§",
    "§\n---",
    "a\n§\nb",
  ])("wherever it stands: %j", (text) => {
    for (const hostile of Object.values(HOSTILE_TEXTS)) {
      const html = render(text, hostile, hostile);
      expect(strangeTags(html)).toEqual([]);
      expect(html).not.toMatch(/<a |<img/);
    }
  });

  test.each([
    ["[Open](§)", "javascript:alert(1)", "<p>Open</p>"],
    ["[Open](§)", " JAVASCRIPT:alert(1)", "<p>Open</p>"],
    ["[Open](§)", "java\nscript:alert(1)", "<p>Open</p>"],
    ["[Open](§)", "data:text/html,<script>x</script>", "<p>Open</p>"],
    ["[Open](§)", "//evil.example", "<p>Open</p>"],
    ["[Open](§)", "https://ok.example/a?b=1&c=2", '<p><a href="https://ok.example/a?b=1&amp;c=2">Open</a></p>'],
    ["[Open](java§)", "script:alert(1)", "<p>Open</p>"],
    [
      "[Open](https://ok.example/§)",
      '"><script>x</script>',
      '<p><a href="https://ok.example/%22%3E%3Cscript%3Ex%3C/script%3E">Open</a></p>',
    ],
    [
      "[Open](https://ok.example/§)",
      "a) [b](https://evil.example",
      '<p><a href="https://ok.example/a)%20[b](https://evil.example">Open</a></p>',
    ],
    [
      "[Open](https://ok.example/?q=§)",
      `' onclick='x`,
      '<p><a href="https://ok.example/?q=%27%20onclick=%27x">Open</a></p>',
    ],
    [
      "![§](https://ok.example/a.png)",
      '"><script>x</script>',
      '<p><img src="https://ok.example/a.png" alt="&quot;&gt;&lt;script&gt;x&lt;/script&gt;" style="max-width:100%"></p>',
    ],
    ["![x](§)", "javascript:x", "<p>x</p>"],
    ["<§>", "script", "<p>&lt;script&gt;</p>"],
    ["<a href='§'>x</a>", "'onclick='x", "<p>&lt;a href=&#39;&#39;onclick=&#39;x&#39;&gt;x&lt;/a&gt;</p>"],
    ["&§;", "lt", "<p>&lt;</p>"],
    ["```§\nx\n```", '"><script>', '<pre style="white-space:pre-wrap"><code>x</code></pre>'],
    ["[a][§]\n\n[§]: https://ok.example", "ref", "<p>[a][ref]</p>"],
    ["§@ok.example", "<b>", ""],
  ])("not even in a place of markup: %j with %j", (text, value, html) => {
    const shown = render(text, value, value);
    if (html !== "") expect(shown).toBe(html);
    expect(strangeTags(shown)).toEqual([]);
  });

  it("leaves many values each in its place", () => {
    const values = Array.from({ length: 120 }, (_, index) => `<${index}>`);
    expect(render(values.map(() => "§").join(" "), ...values)).toBe(
      `<p>${values.map((value) => value.replace("<", "&lt;").replace(">", "&gt;")).join(" ")}</p>`,
    );
  });
});
