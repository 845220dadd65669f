/** Looks again how a run goes on, ever less often, until it is over; the page says it in the same words as the server. */
import { showTimes } from "./parts/show-times.ts";

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;
const ATTEMPTS = 40;

void lookAgain(FIRST_DELAY, ATTEMPTS);

async function lookAgain(delay: number, attempts: number): Promise<void> {
  const shown = document.querySelector("#run-now[data-moves]");
  if (shown === null || attempts === 0) return;
  await new Promise((resolve) => setTimeout(resolve, delay));
  if (!document.hidden) await show(shown);
  await lookAgain(Math.min(LONGEST_DELAY, delay * 1.5), document.hidden ? attempts : attempts - 1);
}

/** The words alone, so that screen readers are told of what changed and of nothing else. */
async function show(shown: Element): Promise<void> {
  try {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("#run-now");
    const [before, after] = [shown.querySelector("p"), next?.querySelector("p")];
    if (before === null || after == null || next == null) return;
    showTimes(after);
    if (before.textContent !== after.textContent) before.replaceChildren(...after.childNodes);
    if (!next.hasAttribute("data-moves")) shown.removeAttribute("data-moves");
  } catch {
    // Without a connection there is nothing new to show; the next look may have one.
  }
}
