/** The client stays small: pages load it, and it brings along no schemas and nothing of the Worker. */
import { build } from "esbuild";
import { expect, test } from "vitest";
import { ROOT } from "../docs/pages.ts";

async function bundled(contents: string) {
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    conditions: ["import"],
  });
  const text = outputFiles[0]?.text ?? "";
  const [output] = Object.values(metafile.outputs);
  const used = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? path : [],
  );
  const packages = used.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const folders = used.flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []);
  return {
    kilobytes: text.length / 1_000,
    packages: [...new Set(packages)],
    folders: [...new Set(folders)].toSorted(),
  };
}

test("whoever only makes a client loads the client and a parser of event streams", async () => {
  const { kilobytes, packages, folders } = await bundled(
    'import { createClient } from "countersign/client"; console.log(createClient({ url: "https://approve.example.com" }));',
  );
  expect([packages, folders]).toEqual([["eventsource-parser"], ["client"]]);
  expect(kilobytes).toBeLessThan(15);
});

test("what checks receipts and webhooks comes only to those who use it, and brings no schemas", async () => {
  const { packages, folders } = await bundled(
    'import { verifyReceipt, verifyWebhook } from "countersign/client"; console.log(verifyReceipt, verifyWebhook);',
  );
  expect(packages.toSorted()).toEqual(["@stablelib/base64", "fast-sha256", "jose", "standardwebhooks"]);
  expect(folders).toEqual(["client", "contract", "kernel"]);
});
