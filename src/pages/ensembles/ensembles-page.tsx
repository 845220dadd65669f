/** The list of ensembles. */
import type { Visitor } from "../../access/visitor.ts";
import type { Plan, PlanAgent } from "../../ensembles/plan.ts";
import { renderDocument } from "../../html/document.tsx";
import { Text } from "../../html/text.tsx";
import { words } from "../../html/words/words.ts";
import { Frame } from "../frame.tsx";

interface EnsemblesProps {
  readonly nonce: string;
  readonly holder: Visitor;
  readonly plans: readonly Plan[];
}

export function renderEnsembles({ nonce, holder, plans }: EnsemblesProps): string {
  return renderDocument(
    <Frame title={words.pages.places.ensembles} nonce={nonce} holder={holder} place="ensembles">
      <h1 class="over">{words.pages.places.ensembles}</h1>
      {plans.length === 0 ? (
        <p class="sheet">{words.ensembles.none}</p>
      ) : (
        <ul class="rows">
          {plans.map((plan) => (
            <EnsembleRow plan={plan} />
          ))}
        </ul>
      )}
    </Frame>,
  );
}

function EnsembleRow({ plan: { ensemble, description, agents } }: { readonly plan: Plan }) {
  return (
    <li class="row">
      <a href={`/ensembles/${encodeURIComponent(ensemble)}`}>
        <strong>
          <Text value={ensemble} />
        </strong>
      </a>
      {description !== undefined && (
        <p>
          <Text value={description} />
        </p>
      )}
      <span class="small soft">
        {agents.length === 0
          ? words.ensembles.inCode
          : `${words.ensembles.agents(agents.length)} · ${words.ensembles.asks(countAskers(agents))}`}
      </span>
    </li>
  );
}

function countAskers(agents: readonly PlanAgent[]): number {
  return agents.reduce(
    (sum, agent) => sum + (agent.kind === "parallel" ? countAskers(agent.agents) : agent.kind === "hitl" ? 1 : 0),
    0,
  );
}
