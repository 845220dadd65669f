/** What Discord sends when somebody presses a button or submits a dialogue, as far as it is used here. */
import { z } from "zod";
import { type DiscordDecision, parseDecisionId } from "../../notifications/discord/discord-buttons.ts";

const Id = z.string().regex(/^\d{1,20}$/);
const User = z.object({ id: Id });

const Sent = z.object({
  application_id: Id,
  /** Good for fifteen minutes: by it the answer to the press is changed. */
  token: z.string().regex(/^[\w.-]{1,600}$/),
  /** In a server there is a member, in a direct message a user. */
  member: z.object({ user: User }).nullish(),
  user: User.nullish(),
});

const Press = Sent.extend({ type: z.literal(3), data: z.object({ custom_id: z.string() }) });

const Input = z.object({ custom_id: z.string(), value: z.string() });
const Submission = Sent.extend({
  type: z.literal(5),
  data: z.object({
    custom_id: z.string(),
    components: z.array(z.object({ components: z.array(Input).nullish(), component: Input.nullish() })),
  }),
});

const Interaction = z.discriminatedUnion("type", [z.object({ type: z.literal(1) }), Press, Submission]);

export interface InteractionRef {
  readonly applicationId: string;
  readonly token: string;
}

interface Pressed {
  readonly ref: InteractionRef;
  readonly userId: string;
  readonly decision: DiscordDecision;
  readonly approvalId: string;
}

export type DiscordInteraction =
  | { readonly kind: "ping" }
  | ({ readonly kind: "press" } & Pressed)
  | ({ readonly kind: "submission"; readonly inputs: Readonly<Record<string, string>> } & Pressed);

/** `null` where it is nothing that our messages bring about. */
export function parseInteraction(text: string): DiscordInteraction | null {
  const parsed = Interaction.safeParse(parseOrNull(text));
  if (!parsed.success) return null;
  if (parsed.data.type === 1) return { kind: "ping" };
  const { application_id: applicationId, token, member, user, data } = parsed.data;
  const target = parseDecisionId(data.custom_id);
  const userId = (member?.user ?? user)?.id;
  if (target === null || userId === undefined) return null;
  const pressed = { ref: { applicationId, token }, userId, ...target };
  return "components" in data
    ? { kind: "submission", ...pressed, inputs: inputsOf(data.components) }
    : { kind: "press", ...pressed };
}

type Row = z.output<typeof Submission>["data"]["components"][number];

function inputsOf(rows: readonly Row[]): Record<string, string> {
  const inputs = rows.flatMap(({ components, component }) => [
    ...(components ?? []),
    ...(component ? [component] : []),
  ]);
  return Object.fromEntries(inputs.map(({ custom_id: name, value }) => [name, value]));
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
