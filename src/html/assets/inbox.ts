/** The keys of the inbox: to go through it, choose, and answer. Nothing is decided here: answering asks first. */

let rows = rowsNow();
let at = -1;

document.addEventListener("keydown", onKey);
// What is put in the place of what was shown has rows of its own; the place in them is found again.
document.addEventListener("renewed", () => {
  const path = pathOf(rows[at]);
  rows = rowsNow();
  at = path === null ? -1 : rows.findIndex((row) => pathOf(row) === path);
  rows[at]?.classList.add("at");
});

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (help()?.open === true) return;
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
  "?": () => help()?.showModal(),
};

/** Enter opens the link that has the focus, as anywhere. */
function go(to: number): void {
  if (rows.length === 0) return;
  rows[at]?.classList.remove("at");
  at = Math.min(Math.max(to, 0), rows.length - 1);
  const row = rows[at];
  row?.classList.add("at");
  linkOf(row)?.focus();
}

/** Those chosen, or the one at hand where none is. */
function answer(approved: "true" | "false"): void {
  const answers = document.querySelector<HTMLFormElement>("#inbox form.pick-form");
  if (answers === null) return;
  const own = boxOf(rows[at]);
  if (answers.querySelector(":checked") === null && own !== null) own.checked = true;
  if (answers.querySelector(":checked") === null) return;
  const button = answers.querySelector<HTMLButtonElement>(`button[name=approved][value=${approved}]`);
  answers.requestSubmit(button);
}

function rowsNow(): readonly Element[] {
  return [...document.querySelectorAll("#inbox [data-row]")];
}

function help(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog#keys");
}

function linkOf(row: Element | undefined): HTMLAnchorElement | null {
  return row?.querySelector<HTMLAnchorElement>(".what a") ?? null;
}

function pathOf(row: Element | undefined): string | null {
  return linkOf(row)?.pathname ?? null;
}

function boxOf(row: Element | undefined): HTMLInputElement | null {
  return row?.querySelector<HTMLInputElement>("input[type=checkbox]") ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
