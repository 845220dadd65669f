/** Diagrams: what is drawn, in which state, and that nobody's text becomes more than text. */
import { describe, expect, test } from "vitest";
import type { Run, Step } from "../../src/contract/run.ts";
import type { AgentNode, Graph, GroupNode } from "../../src/ensembles/graph/graph.ts";
import { agentStates } from "../../src/pages/diagram/agent-states.ts";
import { BADGE_ABOVE, NAME_LINE, PADDING, TEXT_LINE } from "../../src/pages/diagram/box.ts";
import { Diagram } from "../../src/pages/diagram/diagram.tsx";
import { fitText, textWidth } from "../../src/pages/diagram/fit-text.ts";
import { layOut } from "../../src/pages/diagram/lay-out.ts";
import { PAGES_STYLES } from "../../src/pages/pages-styles.ts";

function agent(id: string, more: Partial<AgentNode> = {}): AgentNode {
  return { kind: "agent", id, name: id, does: "work", loops: "once", lines: ["code"], ...more };
}

function graphOf(agents: readonly AgentNode[]): Graph {
  const ids = ["start", ...agents.map(({ id }) => id), "done"];
  return {
    nodes: [
      { kind: "start", id: "start", name: "sketch", lines: [] },
      ...agents,
      { kind: "end", id: "done", name: "end", lines: [] },
    ],
    edges: ids.slice(1).map((to, index) => ({ kind: "way", from: ids[index] ?? "", to, when: "" })),
  };
}

function step(path: string, more: Partial<Step> = {}): Step {
  return {
    agent: path.replace(/[#[].*$/, ""),
    path,
    round: 1,
    operation: "code",
    status: "completed",
    startedAt: "2026-11-22T12:00:00.000Z",
    attempts: 1,
    ...more,
  };
}

function drawn(graph: Graph, run: Pick<Run, "steps" | "status"> | null = null): string {
  const page = (
    <Diagram graph={graph} title="Sketch" stateOf={run === null ? null : agentStates(run)} layOut={layOut} />
  );
  return (page as unknown as { toString(): string }).toString();
}

describe("the state of an agent", () => {
  const HITL = { operation: "hitl", output: { status: "approved" } };
  test.each([
    ["to come", [], "running", ["ahead", "", null]],
    ["not reached", [], "failed", ["unreached", "", null]],
    ["its step's", [step("a", { attempts: 3 })], "running", ["completed", "3 attempts", "step-1"]],
    ["what people said", [step("a", HITL)], "running", ["approved", "", "step-1"]],
    [
      "of the latest round",
      [step("a", { ...HITL, output: { status: "rejected" } }), step("a#2", { ...HITL, round: 2, status: "suspended" })],
      "suspended",
      ["suspended", "round 2", "step-2"],
    ],
    [
      "of the elements, while it loops",
      [step("a[0]"), step("a[1]", { status: "running" }), step("a[2]", { status: "running" })],
      "running",
      ["running", "1 of 3", "step-2"],
    ],
    [
      "of the whole, once it has looped",
      [step("a[0]", { status: "failed" }), step("a[1]"), step("a")],
      "completed",
      ["completed", "2 of 2", "step-3"],
    ],
    [
      "of people whom a run that was cancelled no longer asks",
      [step("a", { status: "suspended", operation: "hitl" })],
      "cancelled",
      ["withdrawn", "", "step-1"],
    ],
    ["of work that a run left behind", [step("a", { status: "running" })], "failed", ["cancelled", "", "step-1"]],
    ["skipped", [step("a", { status: "skipped", attempts: 0 })], "completed", ["skipped", "", "step-1"]],
  ] as const)("is %s", (_what, steps, status, expected) => {
    const { mark, note, anchor } = agentStates({ steps: [...steps], status })("a");
    expect([mark, note, anchor]).toEqual(expected);
  });
});

describe("a diagram", () => {
  test("has title, description and roles, says each state in words, and leads to the step", () => {
    const html = drawn(graphOf([agent("a"), agent("b", { does: "asks" })]), { steps: [step("a")], status: "running" });
    expect(html).toContain("<title");
    expect(html).toContain("<desc");
    expect(html).toContain('role="list"');
    expect(html).toContain('href="#step-1"');
    for (const word of ["Completed", "To come", "asks people", "In words, and how to read it"])
      expect(html).toContain(word);
  });

  test("needs no style or script in its markup, and its rules need no escaping", () => {
    const html = drawn(graphOf([agent("a")]), { steps: [step("a")], status: "completed" });
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    expect(PAGES_STYLES).not.toMatch(/[&<>"']/);
  });

  test.each([
    ["markup", "</text><script>alert(1)</script>", "<script"],
    ["an attribute", '" onload="alert(1)', '" onload='],
    ["a direction override", "in\u202Evoice", "\u202E"],
  ])("shows %s in names and lines as text", (_what, name, never) => {
    const html = drawn(graphOf([agent("a", { name, lines: [name], does: "asks" })]), { steps: [], status: "running" });
    expect(html).not.toContain(never);
  });

  test("draws what asks people, groups, loops, conditions, ways back and gates each in a shape of its own", () => {
    const graph: Graph = {
      nodes: [
        { kind: "start", id: "start", name: "s", lines: [] },
        agent("a", { loops: "each" }),
        { kind: "group", id: "g", name: "g", lines: [], members: [agent("ask", { does: "asks" }), agent("m")] },
        { kind: "end", id: "done", name: "end", lines: [] },
      ],
      edges: [
        { kind: "way", from: "start", to: "a", when: "" },
        { kind: "if", from: "a", to: "g", when: "a.output.ok" },
        { kind: "back", from: "g", to: "a", when: "rejected" },
        { kind: "shut", from: "g", to: "done", when: "rejected" },
        { kind: "way", from: "g", to: "done", when: "approved" },
      ],
    };
    const html = drawn(graph);
    for (const shape of ["agent asks", "team", "way if", "way back", "badge", 'class="gate"'])
      expect(html).toContain(shape);
    expect(html).toContain("ends here when rejected");
    expect(html).toContain("if a.output.ok");
  });

  test("has room above people who are asked at once: their sign covers no word", () => {
    const members = [agent("legal", { does: "asks" }), agent("finance", { does: "asks" })];
    const team: GroupNode = { kind: "group", id: "team", name: "team", lines: ["all at once"], members };
    const { nodes, edges } = graphOf([agent("team")]);
    const { boxes } = layOut({ nodes: nodes.map((node) => (node.id === "team" ? team : node)), edges }, "run", "wide");
    const group = boxes.map(({ box }) => box).find((box) => box.kind === "group");
    const wordsEnd = PADDING + NAME_LINE + TEXT_LINE;
    for (const { y } of group?.members ?? []) expect(y - BADGE_ABOVE).toBeGreaterThanOrEqual(wordsEnd);
    expect(group?.members).toHaveLength(2);
  });

  test("of sixty agents is quick, and nothing of it overlaps", () => {
    const graph = graphOf(Array.from({ length: 60 }, (_, index) => agent(`agent-${index}`)));
    layOut(graph, "run", "wide");
    const before = performance.now();
    const { boxes } = layOut(graph, "run", "wide");
    expect(performance.now() - before).toBeLessThan(250);
    const sorted = boxes.toSorted((a, b) => a.y - b.y);
    for (const [index, { y }] of sorted.entries()) {
      const above = sorted[index - 1];
      if (above !== undefined) expect(y).toBeGreaterThanOrEqual(above.y + above.box.height);
    }
  });
});

describe("text in a box", () => {
  test.each([
    ["short", ["short"]],
    ["legal-check-of-the-draft", ["legal-check-", "of-the-draft"]],
    ["a very long sentence that does not fit", ["a very long", "sentence t…"]],
    ["", []],
    ["two\nlines", ["two lines"]],
  ])("%j is broken into %j", (text, lines) => {
    expect(fitText(text, { width: 80, size: 12, count: 2 })).toEqual(lines);
  });

  test("fits its width, however long and in whatever script", () => {
    for (const text of ["W".repeat(500), "漢字".repeat(100), "👩‍🚀".repeat(50), "i".repeat(900)]) {
      for (const line of fitText(text, { width: 120, size: 12, count: 3 }))
        expect(textWidth(line, 12)).toBeLessThanOrEqual(121);
    }
  });
});
