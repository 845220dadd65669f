/** The shapes and limits of a Slack dialogue (docs.slack.dev/reference/views/modal-views), lengths counted as sent. */
import { checkBlock, checkText, isRecord } from "../slack-server.ts";

const PLAIN = ["plain_text"];

export function checkView(view: unknown): string[] {
  if (!isRecord(view) || view.type !== "modal") return ["not a modal"];
  const { blocks, title, submit, close, callback_id: callbackId, private_metadata: metadata } = view;
  const problems = checkText(title, { limit: 24, types: PLAIN, at: "title" });
  for (const [at, text] of Object.entries({ submit, close }))
    if (text !== undefined) problems.push(...checkText(text, { limit: 24, types: PLAIN, at }));
  if (typeof callbackId !== "string" || callbackId.length > 255) problems.push("callback_id");
  if (typeof metadata !== "string" || metadata.length > 3000) problems.push("private_metadata");
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > 100) return [...problems, "blocks: 1 to 100"];
  const hasInput = blocks.some((block) => isRecord(block) && block.type === "input");
  if (hasInput && submit === undefined) problems.push("inputs need submit");
  const ids = blocks.flatMap((block) => (isRecord(block) && block.block_id !== undefined ? [block.block_id] : []));
  if (new Set(ids).size !== ids.length) problems.push("a block_id comes twice");
  return [...problems, ...blocks.flatMap(checkViewBlock)];
}

function checkViewBlock(block: unknown): string[] {
  if (!isRecord(block) || block.type !== "input") return checkBlock(block);
  const { label, hint, optional, block_id: blockId, element } = block;
  const problems = checkText(label, { limit: 2000, types: PLAIN, at: "label" });
  if (hint !== undefined) problems.push(...checkText(hint, { limit: 2000, types: PLAIN, at: "hint" }));
  if (typeof optional !== "boolean") problems.push("optional");
  if (typeof blockId !== "string" || blockId.length > 255) problems.push("block_id");
  return [...problems, ...checkInput(element)];
}

function checkInput(element: unknown): string[] {
  if (!isRecord(element)) return ["no element"];
  if (typeof element.action_id !== "string" || element.action_id.length > 255) return ["input: action_id"];
  switch (element.type) {
    case "plain_text_input":
      return checkTextInput(element);
    case "number_input":
      return typeof element.is_decimal_allowed === "boolean" ? checkNumberInput(element) : ["is_decimal_allowed"];
    case "email_text_input":
    case "url_text_input":
      return isTextOrNone(element.initial_value) ? [] : ["initial_value"];
    case "datepicker":
      return isDateOrNone(element.initial_date) ? [] : ["initial_date"];
    case "checkboxes":
      return checkOptions(element, { most: 10, initial: element.initial_options });
    case "multi_static_select":
      return checkOptions(element, { most: 100, initial: element.initial_options });
    case "static_select":
      return checkOptions(element, {
        most: 100,
        initial: element.initial_option === undefined ? undefined : [element.initial_option],
      });
    default:
      return [`unknown input ${String(element.type)}`];
  }
}

function checkTextInput({
  min_length: min,
  max_length: max,
  initial_value: initial,
}: Record<string, unknown>): string[] {
  const problems: string[] = [];
  if (min !== undefined && (typeof min !== "number" || min < 0 || min > 3000)) problems.push("min_length");
  if (max !== undefined && (typeof max !== "number" || max < 1 || max > 3000)) problems.push("max_length");
  if (typeof min === "number" && typeof max === "number" && min > max) problems.push("min_length over max_length");
  if (!isTextOrNone(initial)) problems.push("initial_value");
  if (typeof initial === "string" && typeof max === "number" && initial.length > max) problems.push("initial too long");
  return problems;
}

function checkNumberInput({
  min_value: min,
  max_value: max,
  initial_value: initial,
}: Record<string, unknown>): string[] {
  const texts = [min, max, initial].filter((text) => text !== undefined);
  const problems = texts.every((text) => typeof text === "string" && Number.isFinite(Number(text))) ? [] : ["a number"];
  const inside = initial === undefined || (!(Number(initial) < Number(min)) && !(Number(initial) > Number(max)));
  return inside ? problems : [...problems, "initial_value is outside"];
}

interface OptionRule {
  readonly most: number;
  readonly initial: unknown;
}

function checkOptions({ options }: Record<string, unknown>, { most, initial }: OptionRule): string[] {
  if (!Array.isArray(options) || options.length === 0 || options.length > most) return [`options: 1 to ${most}`];
  const problems = options.flatMap((option: unknown) => {
    if (!isRecord(option) || typeof option.value !== "string" || option.value.length > 150) return ["option: value"];
    return checkText(option.text, { limit: 75, types: ["plain_text", "mrkdwn"], at: "option" });
  });
  const known = new Set(options.map((option: unknown) => JSON.stringify(option)));
  const chosen = Array.isArray(initial) ? initial : [];
  if (initial !== undefined && (chosen.length === 0 || !chosen.every((one) => known.has(JSON.stringify(one)))))
    problems.push("initial option is none of the options");
  return problems;
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || (typeof value === "string" && value !== "" && value.length <= 3000);
}

function isDateOrNone(value: unknown): boolean {
  return value === undefined || (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value));
}
