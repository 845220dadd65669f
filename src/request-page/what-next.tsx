/** What the run will do, by how the request ends: as the plan tells it. */
import { FORESEEN_ENDS, type ForeseenCourse, type ForeseenStep } from "../contract/foreseen.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { PointInTime } from "../html/moment.tsx";
import { Text } from "../html/text.tsx";
import { words } from "../html/words/words.ts";

export function WhatNext({ view: { foreseen, expiresAt } }: { readonly view: OpenLink }) {
  if (foreseen === null) return null;
  return (
    <section aria-labelledby="next">
      <h2 id="next">{words.next.heading}</h2>
      <dl class="next">
        {FORESEEN_ENDS.map((end) => {
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
      </dl>
    </section>
  );
}

function Course({ course: { back, steps, more } }: { readonly course: ForeseenCourse }) {
  if (back !== undefined)
    return (
      <p>
        <Agent name={back} /> {words.next.back}
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
      <Agent name={agent} /> <Text value={words.next.does(does)} />
    </li>
  );
}

function Agent({ name }: { readonly name: string }) {
  return (
    <strong>
      <Text value={name} />
    </strong>
  );
}
