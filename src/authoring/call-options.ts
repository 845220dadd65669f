/** The options of what an ensemble in TypeScript calls, checked where it calls: texts are taken as they are. */
import { z } from "zod";
import { CHANNEL_NAMES } from "../contract/channel-options.ts";
import { EVENT_TYPE } from "../contract/run-event.ts";
import { RequestApprovalBody } from "../contract/request-approval.ts";
import { BACKOFFS, MOST_ATTEMPTS, MOST_WAIT } from "../contract/retry-limits.ts";
import { parseDuration } from "../kernel/duration.ts";

const fromEnvironment = z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is no variable's name") });

const { shape } = RequestApprovalBody;
const name = z.union([z.string().trim().min(1).max(320), fromEnvironment]);
const people = z.array(name).min(1).max(1_000);
const url = z.union([z.url({ protocol: /^https?$/, error: "is no http or https address" }), fromEnvironment]);

/** One address; `to` may be a list of them. */
const Destination = z.union([
  z.string().trim().min(3).includes("@", { error: "is no e-mail address; say what it is: { type: 'slack', … }" }),
  fromEnvironment,
  z.strictObject({ type: z.literal("email"), email: name }),
  z.strictObject({ type: z.literal("slack"), email: name }),
  z.strictObject({ type: z.literal("slack"), userId: name }),
  z.strictObject({ type: z.literal("slack"), channelId: name }),
]);
export type Destination = z.input<typeof Destination>;

const ChannelChoice = z.strictObject({
  channel: z.enum(CHANNEL_NAMES),
  webhookUrl: url.optional(),
  to: z.union([name, people]).optional(),
  from: name.optional(),
  subject: z.string().max(300).optional(),
});
export type ChannelChoice = z.input<typeof ChannelChoice>;

const destinations = {
  /** An e-mail address, or somebody or somewhere on Slack. */
  to: z.union([Destination, z.array(Destination).min(1).max(100)]).optional(),
  /** Every other way to tell people; each channel once. */
  channels: z
    .array(ChannelChoice.extend({ baseUrl: url.optional() }))
    .max(CHANNEL_NAMES.length)
    .optional(),
};

export const WaitOptions = z.strictObject({
  ...destinations,
  prompt: shape.prompt.optional(),
  data: shape.data,
  metadata: shape.metadata,
  approvers: people.optional(),
  minApprovals: shape.minApprovals,
  rejectionsNeeded: shape.rejectionsNeeded,
  requireVerified: shape.requireVerified,
  selfApproval: shape.selfApproval,
  requester: name.optional(),
  editable: shape.editable,
  form: shape.form,
  timeout: shape.timeout,
  remind: shape.remind,
  escalate: shape.escalate,
  baseUrl: url.optional(),
  onTimeout: z.enum(["throw", "return"]).default("throw"),
});

export const NotifyOptions = z.strictObject({
  ...destinations,
  channels: z.array(ChannelChoice).max(CHANNEL_NAMES.length).optional(),
  message: z.string().min(1).max(20_000),
});

const durationError = "must be milliseconds or a duration such as 10s";

/** Milliseconds, or text. */
function duration(least: number) {
  const isWithin = (ms: number | null) => ms !== null && ms >= least && ms <= MOST_WAIT;
  return z
    .union([z.number(), z.string()], { error: durationError })
    .transform((value) => (typeof value === "number" ? value : parseDuration(value)))
    .refine(isWithin, `${durationError}, at most a day`)
    .transform((ms) => ms ?? least);
}

export const StepOptions = z.strictObject({
  retry: z
    .strictObject({
      attempts: z.int().min(1).max(MOST_ATTEMPTS),
      delay: duration(0).optional(),
      backoff: z.enum(BACKOFFS).optional(),
    })
    .optional(),
  timeout: duration(1).optional(),
});

export const EventOptions = z.strictObject({
  type: z.string().regex(EVENT_TYPE, "letters, digits, _ and -, at most 64, not starting with a digit").optional(),
  timeout: shape.timeout,
});
