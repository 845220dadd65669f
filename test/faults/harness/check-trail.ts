/** Reads the audit trail as its documentation says, without any code of the product; and what was posted of it. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { EVENT_TYPES } from "../../../src/contract/event.ts";
import { type Client, expectStatus } from "../../support/client.ts";
import { differs } from "./differs.ts";
import type { Passage } from "./fault-proxy.ts";

const Line = z.object({
  seq: z.int(),
  id: z.string(),
  at: z.iso.datetime(),
  type: z.string(),
  actor: z.string(),
  runId: z.string().nullable(),
  approvalId: z.string().nullable(),
  detailText: z.string(),
  hash: z.string(),
});
export type Line = z.infer<typeof Line>;

const EVENTS: ReadonlySet<string> = new Set(EVENT_TYPES);

/** What the workspace says of its own trail. */
const Verified = z.object({ valid: z.boolean(), entries: z.int().optional(), head: z.string().optional() });

export async function readTrail(client: Client): Promise<readonly Line[]> {
  const { text } = expectStatus(await client.send("/api/audit/export"), 200);
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => Line.parse(JSON.parse(line)));
}

/** The chain is whole, by whoever reckons it anew; and the workspace says so. */
export function checkChain(lines: readonly Line[], verified: unknown): string[] {
  let head = "0".repeat(64);
  const broken: string[] = [];
  for (const [index, line] of lines.entries()) {
    const { seq, id, at, type, actor, runId, approvalId, detailText, hash } = line;
    const fields = [head, seq, id, Date.parse(at), type, actor, runId, approvalId, detailText];
    const reckoned = createHash("sha256").update(JSON.stringify(fields)).digest("hex");
    if (hash !== reckoned || seq !== index + 1) broken.push(`the trail is broken at line ${seq}, ${type}`);
    head = hash;
  }
  const ids = new Set(lines.map(({ id }) => id));
  return [
    ...broken.slice(0, 1),
    ...differs("lines of the trail with an id of their own", ids.size, lines.length),
    ...differs("what the workspace says of its trail", Verified.parse(verified), {
      valid: true,
      entries: lines.length,
      head,
    }),
  ];
}

/** The id by which an event is told. */
export function eventIds(lines: readonly Line[]): readonly string[] {
  return lines.filter(({ type }) => EVENTS.has(type)).map(({ seq, hash }) => `evt_${seq}_${hash.slice(0, 16)}`);
}

/** Every event has arrived, in the order of the trail, by its own id and with the same words each time. */
export function checkPosted(lines: readonly Line[], passages: readonly Passage[]): string[] {
  const posted = passages.filter(({ service }) => service === "events");
  const arrived = posted.filter(({ status }) => status !== null && status < 400).map(idOf);
  const expected = eventIds(lines);
  const missing = expected.filter((id) => !arrived.includes(id));
  return [
    ...missing.map((id) => `the event ${id} was never posted`),
    ...(missing.length > 0 ? [] : differs("the order of what was posted", [...new Set(arrived)], expected)),
    ...differs("bodies of what was posted, by id", new Set(posted.map(({ body }) => body)).size, expected.length),
    ...posted
      .filter((passage) => !passage.body.includes(`"id":"${idOf(passage)}"`))
      .map((passage) => `an event was posted under the id ${idOf(passage)}: ${passage.body.slice(0, 200)}`),
  ];
}

function idOf({ headers }: Passage): string {
  return headers["webhook-id"] ?? "";
}
