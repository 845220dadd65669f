/** A button pressed or a dialogue submitted in Discord: what is answered at once, and what is told later. */
import { approveInDiscord, decideInDiscord, obstacleInDiscord } from "./answer-in-discord.ts";
import { chatWords } from "../chat-words.ts";
import { changeReply } from "./change-reply.ts";
import type { DiscordPorts } from "./discord-ports.ts";
import { discordAnswerer } from "./discord-answerer.ts";
import { discordWords } from "./discord-words.ts";
import type { DiscordInteraction, InteractionRef } from "./interaction.ts";
import { LATER, PONG, privately, rejectDialogue, type Reply } from "./reply.ts";

/** Discord waits for three seconds, the way there and back included. */
const ANSWER_WITHIN_MS = 1_800;

export async function handleInteraction(interaction: DiscordInteraction, ports: DiscordPorts): Promise<Reply> {
  if (interaction.kind === "ping") return PONG;
  const { approvalId, userId, ref } = interaction;
  const owner = ports.approval(approvalId);
  if (owner === null) return privately(chatWords.unknown);
  const answerer = discordAnswerer(userId);
  if (interaction.kind === "submission") {
    const { reason = "", feedback = "" } = interaction.inputs;
    const given = { approved: false, ...(reason.trim() && { reason }), ...(feedback.trim() && { feedback }) };
    return tellInTime(decideInDiscord(owner, answerer, given), ref, ports);
  }
  return interaction.decision === "approve"
    ? tellInTime(approveInDiscord(owner, answerer), ref, ports)
    : openDialogue(approvalId, obstacleInDiscord(owner, answerer), ports);
}

/** A dialogue cannot come later: where it is not known in time whether somebody may answer, submitting it shows. */
async function openDialogue(
  approvalId: string,
  obstacle: Promise<string | null>,
  { wait }: DiscordPorts,
): Promise<Reply> {
  const known = obstacle.catch(logged);
  const text = await Promise.race([known, wait(ANSWER_WITHIN_MS).then(() => null)]);
  return text === null ? rejectDialogue(approvalId) : privately(text);
}

async function tellInTime(work: Promise<string>, ref: InteractionRef, ports: DiscordPorts): Promise<Reply> {
  const told = work.catch(logged);
  const text = await Promise.race([told, ports.wait(ANSWER_WITHIN_MS).then(() => null)]);
  if (text !== null) return privately(text);
  ports.later(told.then((late) => tellLate(late, ref, ports)));
  return LATER;
}

async function tellLate(text: string, ref: InteractionRef, ports: DiscordPorts): Promise<void> {
  const changed = await changeReply(ref, text, ports);
  if (changed.status !== "delivered") console.warn("discord reply", changed.error);
}

function logged(error: unknown): string {
  console.error("discord", error instanceof Error ? (error.stack ?? error.message) : String(error));
  return discordWords.failed;
}
