/** For whom a page was made, as its forms say it: a workspace, named so that nobody else learns its name. */
import { sha256Hex } from "../kernel/hash.ts";
import { MADE_FOR } from "../html/form/post-form.tsx";
import type { KeptForm } from "./kept-form.ts";

export function madeFor({ workspace }: { readonly workspace: string }): string {
  return sha256Hex(`countersign page\n${workspace}`).slice(0, 16);
}

/** Whether what was typed may come back to them. */
export function isMadeFor({ fields }: KeptForm, visitor: { readonly workspace: string }): boolean {
  return fields.every(([name, text]) => name !== MADE_FOR || text === madeFor(visitor));
}
