/** What Slack sends when somebody presses a button or submits a dialogue, as far as it is read. */
import { z } from "zod";
import { CountersignError } from "../../kernel/errors.ts";

const Home = z.object({ id: z.string(), enterprise_id: z.string().nullish() }).nullish();

const Who = z.object({
  user: z.object({ id: z.string().min(1), team_id: z.string().nullish() }),
  /** The workspace in which the app is installed. */
  team: Home,
  enterprise: Home,
});

const Press = Who.extend({
  type: z.literal("block_actions"),
  trigger_id: z.string(),
  response_url: z.url({ protocol: /^https?$/ }),
  container: z.object({ channel_id: z.string().nullish(), message_ts: z.string().nullish() }),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().nullish() })).min(1),
});
export type Press = z.infer<typeof Press>;

/** What stands in one input; which member is there depends on the kind of input. */
const Input = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});
export type Input = z.infer<typeof Input>;

const Submission = Who.extend({
  type: z.literal("view_submission"),
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Input)) }),
  }),
});
export type Submission = z.infer<typeof Submission>;

const Interaction = z.discriminatedUnion("type", [Press, Submission]);
export type Interaction = z.infer<typeof Interaction>;

/** Who acts, and where they are at home. */
export type Acting = z.infer<typeof Who>;

/** `null` where Slack tells of something else, such as a dialogue that was closed. */
export function parseInteraction(body: string): Interaction | null {
  const payload = parseOrNull(new URLSearchParams(body).get("payload") ?? "");
  const { data } = z.object({ type: z.string() }).safeParse(payload);
  if (data !== undefined && !READ.has(data.type)) return null;
  const parsed = Interaction.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new CountersignError("bad-request", "The body is no interaction of Slack's.");
}

const READ: ReadonlySet<string> = new Set<Interaction["type"]>(["block_actions", "view_submission"]);

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
