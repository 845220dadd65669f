/** Keeps what somebody types in this tab until it is sent: a reload, or the way back, loses nothing. */

type Field = HTMLInputElement | HTMLTextAreaElement;

const key = `draft:${location.pathname}`;
const form = document.querySelector<HTMLFormElement>("#answer form");
const fields = [...(form?.querySelectorAll<Field>("textarea, input:not([type]), input[type=text]") ?? [])];

restore();
form?.addEventListener("input", keep);
// What a policy held back was not sent.
document.addEventListener("securitypolicyviolation", keep);
form?.addEventListener("submit", () => sessionStorage.removeItem(key));

/** What the server gives back after a refusal goes before what was kept. */
function restore(): void {
  const kept = readKept();
  for (const field of fields) {
    const text = kept[field.name];
    if (typeof text === "string" && field.value === field.defaultValue && field.defaultValue.trim() === "")
      field.value = text;
  }
}

function keep(): void {
  const typed = fields.filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]);
  sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
}

function readKept(): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Record<string, unknown>;
  } catch {
    return {};
  }
}
