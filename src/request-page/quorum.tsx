/** How many approvals are needed, and who has answered so far. */
import type { RecordedAnswer } from "../contract/decision.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { Face } from "../html/face.tsx";
import { Icon } from "../html/icon.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";
import { answerBy } from "./answer-by.ts";

/** More names than this would bury the rest of the column. */
const MAX_PEOPLE = 12;

export function Quorum({ view }: { readonly view: OpenLink }) {
  const soFar = view.minApprovals - view.remaining;
  const people = peopleOf(view);
  return (
    <div class="people">
      <p>{words.quorum.needed(view.minApprovals, soFar)}</p>
      <ul class="people">
        {people.slice(0, MAX_PEOPLE).map((name) => (
          <Person name={name} answer={answerBy(view.approvals, name)} />
        ))}
      </ul>
      {people.length > MAX_PEOPLE && <p class="soft">{words.quorum.morePeople(people.length - MAX_PEOPLE)}</p>}
    </div>
  );
}

/** Who has answered comes first, then those still awaited. */
function peopleOf({ approvals, approvers }: OpenLink): string[] {
  const answered = approvals.map((answer) => answer.approver);
  return [...answered, ...approvers.filter((approver) => answerBy(approvals, approver) === null)];
}

function Person({ name, answer }: { readonly name: string; readonly answer: RecordedAnswer | null }) {
  return (
    <li class={classOf(answer)}>
      <Face name={name}>
        <Icon name={iconOf(answer)} />
      </Face>
      <span>
        <Text value={name} /> <span class="soft">{statusOf(answer)}</span>
      </span>
    </li>
  );
}

function classOf(answer: RecordedAnswer | null): string | undefined {
  if (answer === null) return undefined;
  return answer.approved ? "yes" : "nay";
}

function iconOf(answer: RecordedAnswer | null) {
  if (answer === null) return "waiting";
  return answer.approved ? "approved" : "rejected";
}

function statusOf(answer: RecordedAnswer | null): string {
  if (answer === null) return words.quorum.waiting;
  return answer.approved ? words.quorum.approved : words.quorum.rejected;
}
