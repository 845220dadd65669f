/** The keys of the inbox: to go through it, choose, and answer. Nothing is decided here: answering asks first. */

const inbox = document.getElementById("inbox");
const help = document.getElementById("keys");
const answers = inbox?.querySelector("form.pick-form");
const rows = [...(inbox?.querySelectorAll("[data-row]") ?? [])];
let at = -1;

if (inbox !== null) document.addEventListener("keydown", onKey);

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (help instanceof HTMLDialogElement && help.open) return;
  const act = ACTS[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

const ACTS: Readonly<Partial<Record<string, () => void>>> = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  x: () => boxOf(rows[at])?.click(),
  a: () => answer("true"),
  r: () => answer("false"),
  "?": () => help instanceof HTMLDialogElement && help.showModal(),
};

/** Enter opens the link that has the focus, as anywhere. */
function go(to: number): void {
  if (rows.length === 0) return;
  rows[at]?.classList.remove("at");
  at = Math.min(Math.max(to, 0), rows.length - 1);
  const row = rows[at];
  row?.classList.add("at");
  row?.querySelector<HTMLAnchorElement>(".what a")?.focus();
}

/** Those chosen, or the one at hand where none is. */
function answer(approved: "true" | "false"): void {
  if (!(answers instanceof HTMLFormElement)) return;
  const own = boxOf(rows[at]);
  if (answers.querySelector(":checked") === null && own !== null) own.checked = true;
  if (answers.querySelector(":checked") === null) return;
  const button = answers.querySelector<HTMLButtonElement>(`button[name=approved][value=${approved}]`);
  answers.requestSubmit(button);
}

function boxOf(row: Element | undefined): HTMLInputElement | null {
  return row?.querySelector<HTMLInputElement>("input[type=checkbox]") ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
