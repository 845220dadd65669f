/** Puts what is new in the place of what was shown: what is typed, folded open and looked at stays so. */
import { liveWords } from "../../words/live-words.ts";
import { fillIn, type Typed, typedIn } from "./typed.ts";

/** Told on the document when it shows something new, for the other scripts. */
const RENEWED = "renewed";

export function takeOver(page: Document): void {
  const [shown, fresh] = [document.querySelector("main"), page.querySelector("main")];
  if (shown === null || fresh === null) return;
  const typed = typedIn(shown);
  const open = new Set([...shown.querySelectorAll("details[open] > summary")].map(({ textContent }) => textContent));
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;

  document.title = page.title;
  shown.replaceWith(document.adoptNode(fresh));
  for (const summary of fresh.querySelectorAll("details > summary")) {
    if (open.has(summary.textContent)) summary.parentElement?.setAttribute("open", "");
  }
  showLeftOver(fresh, fillIn(fresh, typed));
  if (focused !== null) focusAgain(fresh, focused);
  document.dispatchEvent(new Event(RENEWED));
}

/** The form may be gone: whoever was writing can still copy their words. */
function showLeftOver(main: Element, left: readonly Typed[]): void {
  const texts = left.filter(({ option, value }) => option === null && value !== "");
  if (texts.length === 0) return;
  const section = document.createElement("section");
  section.className = "notice";
  const heading = document.createElement("strong");
  heading.textContent = liveWords.live.typed;
  const kept = texts.map(({ value }) => {
    const text = document.createElement("pre");
    text.textContent = value;
    return text;
  });
  section.replaceChildren(heading, ...kept);
  main.prepend(section);
}

function focusAgain(main: HTMLElement, before: Element): void {
  const again = before.id === "" ? null : main.querySelector<HTMLElement>(`#${CSS.escape(before.id)}`);
  if (again === null) main.tabIndex = -1;
  (again ?? main).focus({ preventScroll: true });
}
