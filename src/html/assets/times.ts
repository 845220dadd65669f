/** Points in time on a page: in the reader's own zone, and how far away they are now. */
import { relativeTime } from "../relative-time.ts";
import { showTimes } from "./parts/show-times.ts";

const HOUR = 3_600_000;

showTimes(document);
keepTrue();
// What is put in the place of what was shown has times too.
document.addEventListener("renewed", () => showTimes(document));

/** As often as it can change: by the second for what is near, otherwise by the half minute. */
function keepTrue(): void {
  const now = Date.now();
  let nearest = Infinity;
  for (const element of document.querySelectorAll<HTMLElement>("[data-time]")) {
    const at = Number(element.dataset["time"]);
    nearest = Math.min(nearest, Math.abs(at - now));
    const words = relativeTime(at, now);
    if (element.textContent !== words) element.textContent = words;
  }
  setTimeout(keepTrue, nearest < HOUR ? 1_000 : 30_000);
}
