/** A button pressed in Slack: decides at once, or opens a dialogue. Slack has its answer already, so all is told later. */
import type { OverLink } from "../../contract/link-view.ts";
import { formFields } from "../../html/form/form-field.ts";
import type { SlackDecision } from "../../notifications/slack/block-kit.ts";
import { callSlack } from "../../notifications/slack/call-slack.ts";
import { type ChatAnswerer, decideAs, type Standing, standingOf, tellOf } from "../answer-as-person.ts";
import { type DialogueIds, renderDialogue } from "./dialogue.ts";
import type { Press } from "./interaction.ts";
import { slackAnswerer } from "./slack-answerer.ts";
import { type SlackPorts, slackPort } from "./slack-ports.ts";
import { slackWords } from "./slack-words.ts";
import { stampMessage } from "./stamp-message.ts";
import { tellOutcome } from "./tell-outcome.ts";
import { tellByResponseUrl } from "./tell-privately.ts";

/** A dialogue can be opened for three seconds: who presses is found out in less. */
const FIND_MS = 1_500;
const CALL_MS = 10_000;

const APPROVED = { approved: true } as const;

export interface PressedButton {
  readonly decision: SlackDecision;
  readonly ids: DialogueIds;
}

/** The button that decides, or `null` where it only was a link. */
export function pressedButton({ actions, container }: Press): PressedButton | null {
  const [action] = actions;
  const decision = action?.action_id;
  if ((decision !== "approve" && decision !== "reject") || action?.value == null) return null;
  const { channel_id: channel, message_ts: ts } = container;
  return { decision, ids: { approvalId: action.value, ...(channel == null || ts == null ? {} : { channel, ts }) } };
}

export async function handlePress(press: Press, button: PressedButton, ports: SlackPorts): Promise<void> {
  const tell = async (text: string) => {
    const told = await tellByResponseUrl(press.response_url, text, slackPort(ports, CALL_MS));
    if (told.status !== "delivered") console.warn("slack answer", told.error);
  };
  try {
    await answerPress(press, button, { ...ports, tell });
  } catch (error) {
    console.error("slack press", error instanceof Error ? (error.stack ?? error.message) : String(error));
    await tell(slackWords.failed);
  }
}

type TellingPorts = SlackPorts & { readonly tell: (text: string) => Promise<void> };

async function answerPress(press: Press, button: PressedButton, ports: TellingPorts): Promise<void> {
  const answerer = slackAnswerer(await ports.findPerson(press, slackPort(ports, FIND_MS)));
  if (answerer === null) return ports.tell(slackWords.foreign);
  const standing = await standingOf(ports.approval(button.ids.approvalId), answerer);
  switch (standing.kind) {
    case "refused":
      return ports.tell(standing.text);
    case "over":
      return tellOver(standing.view, button, ports);
    case "open":
      if (button.decision === "approve" && standing.view.editable) return ports.tell(slackWords.onPage);
      return needsDialogue(button, standing)
        ? openDialogue(press, button, { standing, ports })
        : approve(button, { standing, answerer, ports });
    default:
      return standing satisfies never;
  }
}

type OpenStanding = Extract<Standing, { kind: "open" }>;

function needsDialogue({ decision }: PressedButton, { view }: OpenStanding): boolean {
  return decision === "reject" || formFields(view.form).length > 0;
}

async function openDialogue(
  press: Press,
  { decision, ids }: PressedButton,
  { standing, ports }: { readonly standing: OpenStanding; readonly ports: TellingPorts },
): Promise<void> {
  const view = renderDialogue(decision, standing.view, ids);
  if (view === null) return ports.tell(slackWords.onPage);
  const body = { trigger_id: press.trigger_id, view };
  const opened = await callSlack({ method: "views.open", body }, slackPort(ports, CALL_MS));
  if (opened.status === "ok") return;
  console.warn("slack dialogue", opened.error);
  await ports.tell(slackWords.noDialogue);
}

interface Approving {
  readonly standing: OpenStanding;
  readonly answerer: ChatAnswerer;
  readonly ports: TellingPorts;
}

async function approve(button: PressedButton, { standing, answerer, ports }: Approving): Promise<void> {
  const { owner } = standing;
  const answer = await decideAs(owner, answerer, APPROVED);
  if (answer.kind !== "over") return ports.tell(tellOf(answer, APPROVED, answerer));
  const after = await standingOf(owner, answerer);
  if (after.kind === "over") await tellOver(after.view, button, ports);
}

/** The truth for the one who pressed, and the message brought up to date, in case that has not happened yet. */
async function tellOver(view: OverLink, { ids }: PressedButton, ports: TellingPorts): Promise<void> {
  await Promise.all([ports.tell(tellOutcome(view)), stampMessage(view, ids, slackPort(ports, CALL_MS))]);
}
