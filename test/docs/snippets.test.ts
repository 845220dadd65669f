/** What is in the fences of the documentation holds: JSON parses, TypeScript type-checks and runs, commands exist. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { renderWebhook } from "../../src/notifications/webhook/render-webhook.ts";
import { signWebhook } from "../../src/notifications/webhook/sign-webhook.ts";
import { noticeWith } from "../notifications/fixtures.ts";
import { importSnippet } from "./import-snippet.ts";
import { pageText, placeOf, ROOT, snippets, snippetsOf, type Snippet } from "./pages.ts";

/** Checked here or in the tests beside this one; `mermaid`, `toml` and `text` are pictures and settings for people. */
const LANGUAGES = ["yaml", "json", "ts", "sh", "mermaid", "toml", "text"];

test("every fence says its language", () => {
  expect(
    snippets()
      .filter(({ language }) => !LANGUAGES.includes(language))
      .map(placeOf),
  ).toEqual([]);
});

test.each(snippets("json").map((snippet) => [placeOf(snippet), snippet.text]))("%s is JSON", (_place, text) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});

test.each(
  snippets("ts")
    .filter(({ mark }) => mark.startsWith("file: "))
    .map((snippet) => [placeOf(snippet), snippet.mark.slice("file: ".length), snippet.text] as const),
)("%s is %s", (_place, file, text) => {
  expect(text).toBe(readFileSync(join(ROOT, file), "utf8"));
});

test("the TypeScript type-checks under the project's own rules", { timeout: 60_000 }, () => {
  expect(typeFaults(snippets("ts"))).toEqual([]);
});

describe("the receiver of webhooks in docs/http.md", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const payload = renderWebhook(noticeWith());
  const body = JSON.stringify(payload);

  interface Receiver {
    readonly readMessage: (request: Request, secret: string) => Promise<unknown>;
  }

  function message(signedBody: string): Request {
    const headers = signWebhook(secret, { id: "hitl_1_1", body: signedBody, now: Date.now() }) ?? {};
    return new Request("https://receiver.example.com", { method: "POST", headers, body });
  }

  test("takes a message that we signed", async () => {
    const { readMessage } = await importSnippet<Receiver>("docs/http.md", "receiver");
    expect(await readMessage(message(body), secret)).toEqual(payload);
  });

  test("refuses one that says something else than was signed", async () => {
    const { readMessage } = await importSnippet<Receiver>("docs/http.md", "receiver");
    await expect(readMessage(message(`${body} `), secret)).rejects.toThrow();
    await expect(readMessage(message(body), "whsec_b3RoZXIgc2VjcmV0")).rejects.toThrow();
  });

  test("gets the members that the page shows, and no others", () => {
    const shown = snippetsOf("docs/http.md").find(({ text }) => text.includes('"callbackUrl"'));
    expect(Object.keys(JSON.parse(shown?.text ?? "{}") as object)).toEqual(Object.keys(payload));
  });
});

test("the README shows what `npm start` prints", () => {
  const printed = welcomeLines().filter((line) => /^\s*(?:APPROVAL=|curl )/.test(line));
  const shown = snippetsOf("README.md").filter(({ mark }) => mark === "printed by npm start");
  expect(shown.flatMap(({ text }) => text.trimEnd().split("\n"))).toEqual(printed.map((line) => line.trim()));
});

test("every npm script that a page names is there", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const texts =
    snippets("sh")
      .map(({ text }) => text)
      .join("\n") + pageText("CONTRIBUTING.md");
  const named = [...texts.matchAll(/\bnpm (?:run )?(start|test|check|format|bench|build|schema)\b/g)].map(
    (match) => match[1] ?? "",
  );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

/** The lines of scripts/start.ts as somebody with the key `KEY` sees them. */
function welcomeLines(): string[] {
  return readFileSync(join(ROOT, "scripts/start.ts"), "utf8")
    .replaceAll("${url}", "http://localhost:8787")
    .replaceAll("${auth}", "-H 'authorization: Bearer KEY'")
    .split("\n");
}

/** A file of its own where the snippet says where it belongs; else it is a script beside those of `code` agents. */
function fileFor({ mark }: Snippet, at: number): string {
  return mark.startsWith("in: ") ? mark.slice("in: ".length) : `ensembles/scripts/snippet-${at}.ts`;
}

/** The snippets as if they were files of the project. */
function typeFaults(all: readonly Snippet[]): string[] {
  const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, { ...ts.sys, readDirectory: () => [] }, ROOT);
  const files = new Map(all.map((snippet, at) => [join(ROOT, fileFor(snippet, at)), snippet]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, target) => {
    const snippet = files.get(path);
    return snippet === undefined ? getSourceFile(path, target) : ts.createSourceFile(path, snippet.text, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([path, snippet]) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${placeOf(snippet)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  });
}
