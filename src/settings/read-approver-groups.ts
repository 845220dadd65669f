/** Groups of approvers, `APPROVER_GROUPS`: a JSON object of lists by the group's name. */
import { z } from "zod";
import type { ApproverGroups } from "../kernel/people.ts";
import { readJson, type Variables } from "./read-variable.ts";

const Groups = z.record(
  z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "letters, digits, - and _"),
  z.array(z.string().trim().min(1)).min(1),
);

export function readApproverGroups(env: Variables): ApproverGroups {
  const groups = readJson(env, "APPROVER_GROUPS", Groups, {
    shape: "a JSON object of lists of approvers by group",
    cure: 'such as {"legal": ["ana@example.com", "bo@example.com"]} under [vars] in wrangler.toml',
  });
  return groups ?? {};
}
