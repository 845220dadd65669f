/** `npm start`: the Worker on this machine, with a key ready, and the lines to paste to get something to approve. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const VARIABLES = ".dev.vars";
const port = Number(process.env["PORT"] ?? 8787);
const url = `http://localhost:${port}`;

await requireFreePort();
const key = localKey();
const worker = spawn("wrangler", ["dev", "--port", String(port), "--show-interactive-dev-session=false"], {
  stdio: "inherit",
  // Wrangler would ask the internet for a made-up visitor's place; nobody here needs it.
  env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: "false" },
});
worker.on("exit", (code) => process.exit(code ?? 0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => worker.kill(signal));

await untilReady();
console.log(welcome());

/** The key of `.dev.vars`, which is made at the first start and kept. */
function localKey(): string {
  if (!existsSync(VARIABLES)) writeFileSync(VARIABLES, freshVariables(), { mode: 0o600 });
  const line = /^API_KEYS=(.*)$/m.exec(readFileSync(VARIABLES, "utf8"))?.[1]?.replace(/^'(.*)'$/, "$1");
  try {
    const keys = JSON.parse(line ?? "[]") as { key?: string }[];
    return keys[0]?.key ?? "YOUR-KEY";
  } catch {
    return "YOUR-KEY";
  }
}

function freshVariables(): string {
  const fresh = `local_${randomBytes(18).toString("base64url")}`;
  const keys = [{ name: "local", key: fresh, workspace: "local", scopes: ["runs", "approvals", "audit", "admin"] }];
  return `# Settings and secrets of this machine; git ignores this file.\nAPI_KEYS='${JSON.stringify(keys)}'\n`;
}

async function requireFreePort(): Promise<void> {
  const probe = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
  if (isFree) return;
  console.error(`Port ${port} is in use. Stop what listens there, or choose another: PORT=8788 npm start`);
  process.exit(1);
}

async function untilReady(): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/healthz`).catch(() => null);
    if (response?.ok === true) return;
    await sleep(100);
  }
}

function welcome(): string {
  const auth = `-H 'authorization: Bearer ${key}'`;
  return `
Countersign is running at ${url}

Start a run that stops and asks you, and get a link to answer it (paste into another terminal):

  APPROVAL=$(curl -s ${url}/api/ensembles/hello-approval/runs ${auth} -H 'prefer: wait=10' -d '{"input":{"message":"Hello, world"}}' | grep -o 'hitl_[0-9a-f]*' | head -1)
  curl -s -X POST ${url}/api/approvals/$APPROVAL/links ${auth}

Open the url it prints, decide, and see what the run did:

  curl -s '${url}/api/runs?limit=1' ${auth}

Or look at it in a browser, and sign in with the key ${key}:

  ${url}/
`;
}
