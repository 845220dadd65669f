/** The floors' doors: as little between the request and the platform as can be. */
import type { BareObject } from "./bare-object.ts";
import { heard } from "./signals.ts";

export interface FloorEnv {
  readonly BARE_OBJECT: DurableObjectNamespace<BareObject>;
  readonly BARE_WORKFLOW: Workflow;
}

/**
 * `POST /bench/object/{id}`: one object writes one row and sets one alarm.
 * `POST /bench/workflow/{id}`: creates a Workflow and answers when it waits. `…/event` sends what it waits for.
 * `GET /bench/workflow/{id}`: answers when it is completed.
 */
export async function callFloor(method: string, pathname: string, env: FloorEnv): Promise<Response> {
  const [kind, id = "", verb] = pathname.split("/").slice(2);
  if (kind === "object") return Response.json(await env.BARE_OBJECT.getByName(id).write(id));
  if (method === "GET") return Response.json({ id, status: await heard(`${id} completed`) });
  if (verb === "event") {
    const instance = await env.BARE_WORKFLOW.get(id);
    await instance.sendEvent({ type: "go", payload: { approved: true } });
    return Response.json({ id, status: "sent" });
  }
  await env.BARE_WORKFLOW.create({ id });
  return Response.json({ id, status: await heard(`${id} waiting`) });
}
