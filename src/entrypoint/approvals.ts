/**
 * Approvals: what other Workers of the account call through a service binding. The binding's `props` say which workspace
 * they work in and under what name; without them, everything is refused.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import { z } from "zod";
import { givenAnswer } from "../approvals/given-answer.ts";
import { awaitOwned, readOwned, requireOwner } from "../approvals/read-owned.ts";
import { approvalOver, requireRecorded, unknownApproval } from "../approvals/require-done.ts";
import { type Env, readConfig } from "../config.ts";
import { WorkspaceName } from "../settings/workspace-name.ts";
import { actorLabel } from "../contract/actor.ts";
import { type Approval, ApprovalStatus } from "../contract/approval.ts";
import type { ApprovalPage, ApprovalsBinding } from "../contract/approvals-binding.ts";
import { DecisionBody, type DecisionResult, MAX_COMMENT } from "../contract/decision.ts";
import { RequestApprovalBody } from "../contract/request-approval.ts";
import { MAX_WAIT_SECONDS } from "../http/prefer.ts";
import { fieldErrors } from "../http/read-body.ts";
import { CountersignError } from "../kernel/errors.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { requestApproval } from "../runs/request-approval.ts";
import { asRemoteError } from "./as-remote-error.ts";

const Props = z.object({ workspace: WorkspaceName, name: z.string().min(1).max(100) });

/** What comes from another Worker is of any type, whatever its own types say. */
const Id = z.string();
const WaitSeconds = z.int().min(0).max(MAX_WAIT_SECONDS).default(0);
const Reason = z.string().min(1).max(MAX_COMMENT).default("withdrawn");

const Manner = z
  .strictObject({
    idempotencyKey: z.string().min(1).max(512).optional(),
    waitSeconds: WaitSeconds,
    wake: z
      .strictObject({ binding: z.string().min(1), instanceId: z.string().min(1), event: z.string().min(1) })
      .optional(),
  })
  .default({ waitSeconds: 0 });

const Query = z
  .strictObject({
    limit: z.int().min(1).max(100).default(20),
    cursor: z.string().optional(),
    status: ApprovalStatus.optional(),
    approver: z.string().optional(),
    ensemble: z.string().optional(),
    run: z.string().optional(),
  })
  .default({ limit: 20 });

export class Approvals extends WorkerEntrypoint<Env> implements ApprovalsBinding {
  request(body: unknown, manner?: unknown): Promise<Approval> {
    return this.#as(async (caller) => {
      const settings = readConfig(this.env);
      if (settings.publicUrl === undefined) throw NO_PUBLIC_URL;
      const { waitSeconds, idempotencyKey, wake } = parse(Manner, manner);
      const { approval } = await requestApproval(
        {
          holder: caller,
          settings,
          origin: settings.publicUrl,
          approvals: this.env.HITL_STATE,
          ledger: ledgerOf(this.env.LEDGER, caller.workspace),
        },
        parse(RequestApprovalBody, body),
        { idempotencyKey, waitSeconds, ...(wake === undefined ? {} : { wake }) },
      );
      return approval;
    });
  }

  get(id: unknown, waitSeconds?: unknown): Promise<Approval> {
    return this.#as((caller) =>
      awaitOwned(this.env, caller, { id: parse(Id, id), seconds: parse(WaitSeconds, waitSeconds) }),
    );
  }

  list(query?: unknown): Promise<ApprovalPage> {
    return this.#as(({ workspace }) => ledgerOf(this.env.LEDGER, workspace).listApprovals(parse(Query, query)));
  }

  decide(id: unknown, decision: unknown): Promise<DecisionResult> {
    return this.#as(async ({ workspace, name: keyName }) => {
      const body = parse(DecisionBody, decision);
      const answer = await requireOwner(this.env, parse(Id, id)).decide({
        by: "key",
        via: "binding",
        workspace,
        keyName,
        given: givenAnswer(body),
        claimed: body.approver ?? null,
      });
      return requireRecorded(answer, "not-found");
    });
  }

  cancel(given: unknown, why?: unknown): Promise<Approval> {
    return this.#as(async (caller) => {
      const [id, reason] = [parse(Id, given), parse(Reason, why)];
      const actor = actorLabel({ kind: "key", name: caller.name });
      const { workspace } = caller;
      const { status } = await requireOwner(this.env, id).cancel({ workspace, actor, reason });
      if (status === "unknown") throw unknownApproval("not-found");
      const approval = await readOwned(this.env, caller, id);
      if (status === "cancelled") return approval;
      throw approvalOver({ status, decidedAt: Date.parse(approval.decidedAt ?? "") }, "it was not withdrawn");
    });
  }

  async #as<T>(work: (caller: Caller) => Promise<T>): Promise<T> {
    try {
      return await work(callerOf(this.ctx.props));
    } catch (error) {
      throw asRemoteError(error);
    }
  }
}

interface Caller {
  readonly workspace: string;
  readonly name: string;
  readonly scopes: readonly ["approvals"];
}

function callerOf(props: unknown): Caller {
  const parsed = Props.safeParse(props);
  if (parsed.success) return { ...parsed.data, scopes: ["approvals"] };
  throw new CountersignError(
    "setting-invalid",
    'The service binding has no props: { workspace = "default", name = "orders" } in the wrangler.toml of whoever calls.',
  );
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CountersignError("bad-request", "The call is malformed.", { errors: fieldErrors(parsed.error) });
}

const NO_PUBLIC_URL = new CountersignError(
  "setting-invalid",
  "The setting PUBLIC_URL is missing, with which links start. To set it: under [vars] in wrangler.toml",
);
