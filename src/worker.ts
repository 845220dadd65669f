/** The Worker: the fetch handler, and the classes that the platform instantiates. */
import { createApp } from "./app.ts";
import { type Env, readConfig } from "./config.ts";
import { ERRORS } from "./kernel/errors.ts";
import { asKnownError, problemOf, PROBLEM_TYPE } from "./http/problem.ts";

export { HITLState } from "./approvals/hitl-state.ts";
export { Ledger } from "./ledger/ledger.ts";
export { EnsembleRun } from "./runs/ensemble-run.ts";
export { Approvals } from "./entrypoint/approvals.ts";
export { Keyring } from "./receipts/keyring.ts";
export { McpSession } from "./mcp/mcp-session.ts";

let app: ReturnType<typeof createApp> | undefined;

export default {
  async fetch(request, env, ctx) {
    try {
      app ??= createApp(readConfig(env).callbackPath);
      return await app.fetch(request, env, ctx);
    } catch (error) {
      const known = asKnownError(error);
      return Response.json(problemOf(known), {
        status: ERRORS[known.code].status,
        headers: { "content-type": PROBLEM_TYPE },
      });
    }
  },
} satisfies ExportedHandler<Env>;
