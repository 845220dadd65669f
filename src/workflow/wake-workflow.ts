/** Sends the event by which a Workflow learns that its approval is over; for the entrypoint that Countersign calls. */

/** The part of the binding of a Workflow that is used: the types of Workers need not be there. */
export interface WokenWorkflow {
  get(id: string): Promise<{
    status(): Promise<{ readonly status: string }>;
    sendEvent(event: { readonly type: string; readonly payload: unknown }): Promise<void>;
  }>;
}

/** Answers Countersign's call: 204 once nothing more is to be done, 500 for it to try again. */
export async function wakeWorkflow(request: Request, workflow: WokenWorkflow): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const [id, type] = [searchParams.get("instance"), searchParams.get("event")];
  if (id === null || type === null) return new Response("no instance or no event", { status: 400 });
  try {
    const instance = await workflow.get(id);
    const { status } = await instance.status();
    if (!OVER.includes(status)) await instance.sendEvent({ type, payload: {} });
    return new Response(null, { status: 204 });
  } catch (error) {
    return new Response(error instanceof Error ? error.message : "not sent", { status: 500 });
  }
}

const OVER: readonly string[] = ["complete", "errored", "terminated"];
