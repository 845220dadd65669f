/** Somebody else's Worker, with a Workflow of its own: it asks people through Countersign's service binding. */
import { WorkerEntrypoint, WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { type ApprovalsBinding, waitForApproval, wakeWorkflow } from "../../../src/workflow/wait-for-approval.ts";

interface Env {
  readonly COUNTERSIGN: ApprovalsBinding;
  /** The same, of another workspace. */
  readonly NEIGHBOUR: ApprovalsBinding;
  /** The same, without props. */
  readonly CLOSED: ApprovalsBinding;
  readonly ORDERS: Workflow<Order>;
}

interface Order {
  readonly title: string;
  readonly timeout: string;
  /** By which binding Countersign is to wake it. */
  readonly wakeThrough?: string;
}

export class OrderWorkflow extends WorkflowEntrypoint<Env, Order> {
  override async run(
    { instanceId, payload: { title, timeout, wakeThrough = "ORDERS" } }: WorkflowEvent<Order>,
    step: WorkflowStep,
  ) {
    const outcome = await waitForApproval(step, this.env.COUNTERSIGN, {
      name: "approve-order",
      instanceId,
      request: { title, timeout, prompt: "Ship it?", data: { order: 7 } },
      wakeThrough,
    });
    return outcome.approved ? "shipped" : outcome.status;
  }
}

/** Has no address on the Internet: Countersign alone reaches it, by its binding. */
export class Wake extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    return wakeWorkflow(request, this.env.ORDERS);
  }
}

interface Call {
  readonly binding: "COUNTERSIGN" | "NEIGHBOUR" | "CLOSED";
  readonly method: keyof ApprovalsBinding;
  readonly args: readonly never[];
}

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/beside/call") return call(await request.json<Call>(), env);
    if (pathname === "/beside/order") {
      const { id } = await env.ORDERS.create({ params: await request.json<Order>() });
      return Response.json({ id });
    }
    const instance = await env.ORDERS.get(searchParams.get("id") ?? "");
    return Response.json(await instance.status());
  },
} satisfies ExportedHandler<Env>;

async function call({ binding, method, args }: Call, env: Env): Promise<Response> {
  try {
    const ask: (...given: readonly never[]) => Promise<unknown> = env[binding][method];
    return Response.json({ answer: await ask(...args) });
  } catch (error) {
    return Response.json({ refused: error instanceof Error ? error.message : "" });
  }
}
