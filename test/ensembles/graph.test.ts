/** What plans and runs look like, as nodes and ways. */
import { describe, expect, test } from "vitest";
import type { Step } from "../../src/contract/run.ts";
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { withoutPath } from "../../src/ensembles/graph/describe-agent.ts";
import type { Graph } from "../../src/ensembles/graph/graph.ts";
import { graphOfPlan } from "../../src/ensembles/graph/graph-of-plan.ts";
import { graphOfSteps } from "../../src/ensembles/graph/graph-of-steps.ts";

const CALL = "operation: http, config: { url: https://x.example.com }";

function planGraph(agents: readonly string[]): Graph {
  const text = `ensemble: sketch\nagents:\n${agents.map((agent) => `  - ${agent}\n`).join("")}`;
  const { plan, diagnostics } = compileEnsemble({ file: "sketch.yaml", text, scripts: [] });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return graphOfPlan(plan);
}

/** Ways by the names of what they join. */
function ways({ nodes, edges }: Graph): readonly string[] {
  const names = new Map(nodes.map(({ id, name, kind }) => [id, kind === "start" ? "start" : name]));
  return edges.map(({ kind, from, to, when }) =>
    [`${names.get(from)} ${kind} ${names.get(to)}`, when].filter((part) => part !== "").join(": "),
  );
}

describe("a plan", () => {
  test.each([
    ["one after another", [`{ name: a, ${CALL} }`, `{ name: b, ${CALL} }`], ["start way a", "a way b", "b way end"]],
    [
      "a gate",
      [`{ name: ask, agent: hitl }`, `{ name: b, ${CALL} }`],
      ["start way ask", "ask way b: approved", "b way end", "ask shut end: rejected, or no answer in 1 day"],
    ],
    [
      "no gate",
      [`{ name: ask, agent: hitl, config: { gate: false } }`, `{ name: b, ${CALL} }`],
      ["start way ask", "ask way b", "b way end"],
    ],
    [
      "a condition",
      [`{ name: a, ${CALL} }`, `{ name: b, condition: "\${a.output.ok}", ${CALL} }`],
      ["start way a", "a if b: a.output.ok", "a way end", "b way end"],
    ],
    [
      "a way back",
      [
        `{ name: a, ${CALL} }`,
        `{ name: ask, agent: hitl, config: { gate: false, onRejected: { goto: a, maxRounds: 3 } } }`,
      ],
      ["start way a", "a way ask", "ask back a: rejected, up to 3 rounds", "ask way end"],
    ],
  ])("with %s has its ways", (_what, agents, expected) => {
    expect(ways(planGraph(agents))).toEqual(expected);
  });

  test("has groups with members, loops, and those that ask people", () => {
    const { nodes } = planGraph([
      `{ name: both, parallel: [{ name: ask, agent: hitl }, { name: b, condition: "\${input.x}", ${CALL} }] }`,
      `{ name: each, foreach: "\${input.list}", ${CALL} }`,
    ]);
    expect(nodes).toMatchObject([
      { kind: "start" },
      {
        kind: "group",
        name: "both",
        members: [
          { name: "ask", does: "asks" },
          { name: "b", does: "work", lines: ["http https://x.example.com", "if input.x"] },
        ],
      },
      { kind: "agent", name: "each", loops: "each" },
      { kind: "end" },
    ]);
  });

  test("says of groups that ask how many of each it takes", () => {
    const { nodes } = planGraph([
      `{ name: ask, agent: hitl, inputs: { approvers: ["group:legal", "group:money"], minApprovals: { legal: 1, money: 2 } } }`,
    ]);
    expect(nodes[1]?.kind === "agent" && nodes[1].lines[0]).toBe("asks 1 of legal, 2 of money");
  });
});

test.each([
  ["https://hooks.example.com/services/T0/B0/secret", "https://hooks.example.com/…"],
  ["https://user:secret@x.example.com?key=secret", "https://x.example.com/…"],
  ["https://user:secret@x.example.com", "https://x.example.com"],
  ["https://x.example.com/", "https://x.example.com"],
  ["${env.CMS}/posts", "${env.CMS}/posts"],
])("of the address %s is shown %s", (url, shown) => {
  expect(withoutPath(url)).toBe(shown);
});

describe("a run's steps", () => {
  /** From and to in seconds; `null`: not over. */
  type Entry = readonly [path: string, from: number, to: number | null, operation?: string];

  function stepsOf(entries: readonly Entry[]): readonly Step[] {
    return entries.map(([path, from, to, operation = "code"]) => ({
      agent: path.replace(/#\d+$|\[\d+\]$/, ""),
      path,
      round: 1,
      operation,
      status: to === null ? "running" : "completed",
      startedAt: new Date(from * 1_000).toISOString(),
      ...(to === null ? {} : { finishedAt: new Date(to * 1_000).toISOString() }),
      attempts: 1,
    }));
  }

  const TABLE: readonly (readonly [string, readonly Entry[], readonly string[]])[] = [
    ["none", [], ["start way end"]],
    [
      "one after another",
      [
        ["a", 0, 1],
        ["b", 1, 2],
      ],
      ["start way a", "a way b", "b way end"],
    ],
    [
      "side by side",
      [
        ["a", 0, 1],
        ["b", 1, 3],
        ["c", 2, null],
      ],
      ["start way a", "a way all at once", "all at once way end"],
    ],
    [
      "come to again",
      [
        ["a", 0, 1],
        ["ask", 1, 2, "hitl"],
        ["a#2", 2, 3],
        ["ask#2", 3, 4, "hitl"],
        ["b", 4, 5],
      ],
      ["start way a", "a way ask", "ask back a: again", "ask way b", "b way end"],
    ],
    [
      "left out the second time",
      [
        ["a", 0, 1],
        ["b", 1, 2],
        ["c", 2, 3],
        ["a#2", 3, 4],
        ["c#2", 4, 5],
      ],
      ["start way a", "a way b", "b way c", "c back a: again", "a way c", "c way end"],
    ],
    [
      "once per element",
      [
        ["send", 0, 3],
        ["send[0]", 0, 1],
        ["send[1]", 1, 3],
      ],
      ["start way send", "send way end"],
    ],
    [
      "itself again and again",
      [
        ["a", 0, 1],
        ["a#2", 1, 2],
        ["a#3", 2, 3],
      ],
      ["start way a", "a way end"],
    ],
  ];

  test.each(TABLE)("%s: the way they took", (_what, entries, expected) => {
    expect(ways(graphOfSteps("coded", stepsOf(entries)))).toEqual(expected);
  });

  test("who asks people, and what runs once per element, is told", () => {
    const graph = graphOfSteps(
      "coded",
      stepsOf([
        ["ask", 0, 1, "hitl"],
        ["send[0]", 1, 2],
      ]),
    );
    expect(graph.nodes).toMatchObject([{ name: "coded" }, { does: "asks" }, { loops: "each" }, { kind: "end" }]);
  });
});
