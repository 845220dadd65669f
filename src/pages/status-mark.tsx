/** The state of a run or step: a sign and a word, never a colour alone. */
import type { RunStatus, StepStatus } from "../contract/run.ts";
import { Icon, type IconName } from "../html/icon.tsx";
import { words } from "../html/words/words.ts";

const ICONS: Readonly<Record<RunStatus | StepStatus, IconName>> = {
  running: "waiting",
  suspended: "waiting",
  completed: "approved",
  rejected: "rejected",
  failed: "rejected",
  cancelled: "stopped",
  skipped: "stopped",
};

const TONES: Readonly<Partial<Record<RunStatus | StepStatus, string>>> = {
  rejected: " no",
  failed: " no",
  cancelled: " off",
  skipped: " off",
};

export function StatusMark({ status }: { readonly status: RunStatus | StepStatus }) {
  return (
    <span class={`state${TONES[status] ?? ""}`}>
      <Icon name={ICONS[status]} />
      {words.pages.status[status]}
    </span>
  );
}
