/** What the run will do, by how the request ends, as the plan tells it; and who is asked as well before that. */
import type { Foreseen, ForeseenCourse, ForeseenEnd, ForeseenEscalation, ForeseenStep } from "../contract/foreseen.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { PointInTime } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";

export function WhatNext({ view: { foreseen, escalations, expiresAt } }: { readonly view: OpenLink }) {
  if (foreseen === null && escalations.length === 0) return null;
  return (
    <section aria-labelledby="next">
      <h2 id="next">{words.next.heading}</h2>
      <dl class="next">
        {foreseen !== null && <Ends foreseen={foreseen} ends={["approved", "rejected"]} expiresAt={expiresAt} />}
        {escalations.map((escalation) => (
          <Escalation escalation={escalation} />
        ))}
        {foreseen !== null && <Ends foreseen={foreseen} ends={["timeout"]} expiresAt={expiresAt} />}
      </dl>
    </section>
  );
}

interface EndsProps {
  readonly foreseen: Foreseen;
  readonly ends: readonly ForeseenEnd[];
  readonly expiresAt: number | null;
}

function Ends({ foreseen, ends, expiresAt }: EndsProps) {
  return (
    <>
      {ends.map((end) => {
        const course = foreseen[end];
        return (
          course !== undefined && (
            <div class={end}>
              <dt>
                {words.next[end]}
                {end === "timeout" && expiresAt !== null && (
                  <>
                    {" "}
                    <PointInTime at={expiresAt} />
                  </>
                )}
              </dt>
              <dd>
                <Course course={course} />
              </dd>
            </div>
          )
        );
      })}
    </>
  );
}

function Escalation({ escalation: { at, to } }: { readonly escalation: ForeseenEscalation }) {
  return (
    <div>
      <dt>
        {words.next.stillOpen} <PointInTime at={at} />
      </dt>
      <dd>
        <Name name={to.join(", ")} /> {words.next.brought(to.length)}
      </dd>
    </div>
  );
}

function Course({ course: { back, steps, more } }: { readonly course: ForeseenCourse }) {
  if (back !== undefined)
    return (
      <p>
        <Name name={back} /> {words.next.back}
      </p>
    );
  if (steps.length === 0) return <p class="soft">{words.next.nothing}</p>;
  return (
    <ul>
      {steps.map((step) => (
        <Step step={step} />
      ))}
      {more > 0 && <li class="soft">{words.next.more(more)}</li>}
    </ul>
  );
}

function Step({ step: { agent, does, isCertain } }: { readonly step: ForeseenStep }) {
  return (
    <li>
      {!isCertain && <span class="soft">{words.next.perhaps} </span>}
      <Name name={agent} /> <Text value={words.next.does(does)} />
    </li>
  );
}

function Name({ name }: { readonly name: string }) {
  return (
    <strong>
      <Text value={name} />
    </strong>
  );
}
