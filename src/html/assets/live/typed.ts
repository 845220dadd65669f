/** What somebody has filled in on a page, and not sent. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface Typed {
  /** Together with the name, what tells a box or a choice from others of the same name. */
  readonly name: string;
  readonly option: string | null;
  readonly value: string;
  readonly isTicked: boolean;
}

export function isBeingFilledIn(main: Element): boolean {
  const focused = document.activeElement;
  const isInForm = focused !== null && main.contains(focused) && focused.closest("form") !== null;
  return isInForm || typedIn(main).length > 0;
}

export function typedIn(main: Element): Typed[] {
  return fieldsIn(main)
    .filter(isChanged)
    .map((field) => ({
      name: field.name,
      option: isTick(field) ? field.value : null,
      value: field.value,
      isTicked: isTick(field) && field.checked,
    }));
}

/** Fills it in again; gives what no field takes any more. */
export function fillIn(main: Element, typed: readonly Typed[]): Typed[] {
  return typed.filter((one) => {
    const field = fieldsIn(main).find(({ name, value }) => name === one.name && (one.option ?? value) === value);
    if (field === undefined) return true;
    if (isTick(field)) field.checked = one.isTicked;
    else field.value = one.value;
    return !isTick(field) && field.value !== one.value;
  });
}

function fieldsIn(main: Element): Field[] {
  return [...main.querySelectorAll<Field>("input, textarea, select")].filter(
    (field) => field.name !== "" && field.type !== "hidden" && field.type !== "submit",
  );
}

function isChanged(field: Field): boolean {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const chosen = [...field.options].findIndex(({ defaultSelected }) => defaultSelected);
  return field.selectedIndex !== Math.max(0, chosen);
}

function isTick(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}
