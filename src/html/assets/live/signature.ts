/** What a page says, apart from what changes by itself: how far away points in time are, what is opened, and which row the keys are at. */
export function signatureOf(main: Element): string {
  const copy = main.cloneNode(true);
  if (!(copy instanceof Element)) return "";
  for (const element of copy.querySelectorAll("time, [data-time]")) {
    element.textContent = "";
    element.removeAttribute("title");
  }
  for (const element of copy.querySelectorAll("details, dialog")) element.removeAttribute("open");
  for (const row of copy.querySelectorAll("[data-row]")) row.classList.remove("at");
  return copy.innerHTML;
}
