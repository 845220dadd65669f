/** A dialogue submitted in Slack: decides, and says in the dialogue what was wrong. */
import type { ApprovalPort } from "../../approvals/port.ts";
import type { SlackDecision } from "../../notifications/slack/block-kit.ts";
import { type ChatAnswerer, decideAs, standingOf, tellOf } from "../answer-as-person.ts";
import { renderTold, type SlackView } from "./dialogue.ts";
import type { Submission } from "./interaction.ts";
import { errorsAtInputs, readAnswer, readDialogue, type ReadDialogue } from "./read-dialogue.ts";
import { slackAnswerer } from "./slack-answerer.ts";
import { type SlackPorts, slackPort } from "./slack-ports.ts";
import { slackWords } from "./slack-words.ts";
import { stampMessage } from "./stamp-message.ts";
import { tellOutcome } from "./tell-outcome.ts";
import { tellInChannel } from "./tell-privately.ts";

const FIND_MS = 1_500;
const CALL_MS = 10_000;
/** Slack waits for three seconds; the rest is for the way there and back. */
const ANSWER_WITHIN_MS = 2_000;

/** What Slack takes as the answer to a submission. */
export type SubmissionAnswer =
  | { readonly response_action: "clear" }
  | { readonly response_action: "update"; readonly view: SlackView }
  | { readonly response_action: "errors"; readonly errors: Readonly<Record<string, string>> };

/** What came of a submission: the answer to Slack, and what is told once Slack has it. */
interface Came {
  readonly answer: SubmissionAnswer;
  readonly text: string;
  readonly after?: () => Promise<void>;
}

/** @param later - keeps the Worker alive for what is done after the answer */
export async function handleSubmission(
  submission: Submission,
  ports: SlackPorts,
  later: (work: Promise<unknown>) => void,
): Promise<SubmissionAnswer> {
  const dialogue = readDialogue(submission);
  if (dialogue === null) return { response_action: "clear" };
  const work = answerSubmission(submission, dialogue, ports);
  const came = await Promise.race([work, after(ANSWER_WITHIN_MS)]);
  if (came !== null) {
    if (came.after !== undefined) later(came.after());
    return came.answer;
  }
  later(work.then((late) => tellResult(submission, { dialogue, text: late.text, ports })));
  return { response_action: "update", view: renderTold(dialogue.decision, slackWords.late) };
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}

async function answerSubmission(submission: Submission, dialogue: ReadDialogue, ports: SlackPorts): Promise<Came> {
  try {
    const answerer = slackAnswerer(await ports.findPerson(submission, slackPort(ports, FIND_MS)));
    if (answerer === null) return told(dialogue.decision, slackWords.foreign);
    const owner = ports.approval(dialogue.ids.approvalId);
    return await decideIn({ owner, answerer, submission, dialogue, ports });
  } catch (error) {
    console.error("slack submission", error instanceof Error ? (error.stack ?? error.message) : String(error));
    return told(dialogue.decision, slackWords.failed);
  }
}

interface Deciding {
  readonly owner: ApprovalPort | null;
  readonly answerer: ChatAnswerer;
  readonly submission: Submission;
  readonly dialogue: ReadDialogue;
  readonly ports: SlackPorts;
}

async function decideIn(deciding: Deciding): Promise<Came> {
  const { owner, answerer, submission, dialogue, ports } = deciding;
  const { decision, ids } = dialogue;
  const standing = await standingOf(owner, answerer);
  if (standing.kind === "refused") return told(decision, standing.text);
  if (standing.kind === "over") {
    const after = () => stampMessage(standing.view, ids, slackPort(ports, CALL_MS));
    return { ...told(decision, tellOutcome(standing.view)), after };
  }
  const { form } = standing.view;
  const given = readAnswer(submission, decision, form);
  const answer = await decideAs(standing.owner, answerer, given);
  // It ended between the look and the answer: the second look tells how.
  if (answer.kind === "over") return decideIn(deciding);
  const text = tellOf(answer, given, answerer);
  if (answer.kind === "values-invalid") {
    return { answer: { response_action: "errors", errors: errorsAtInputs(form, answer.errors) }, text };
  }
  if (answer.kind !== "recorded") return told(decision, text);
  const after = () => tellResult(submission, { dialogue, text, ports });
  return { answer: { response_action: "clear" }, text, after };
}

function told(decision: SlackDecision, text: string): Came {
  return { answer: { response_action: "update", view: renderTold(decision, text) }, text };
}

interface Result {
  readonly dialogue: ReadDialogue;
  readonly text: string;
  readonly ports: SlackPorts;
}

/** Beside the message whose button was pressed, if Slack lets us: the dialogue is gone by then. */
async function tellResult({ user }: Submission, { dialogue, text, ports }: Result): Promise<void> {
  const { channel } = dialogue.ids;
  if (channel !== undefined) await tellInChannel({ channel, user: user.id }, text, slackPort(ports, CALL_MS));
}
