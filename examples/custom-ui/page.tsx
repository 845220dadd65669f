/**
 * A user interface of one's own: the list of what waits, and the page behind `?link=`.
 *
 * The page has no key. The list is read through the page's own server, which knows who is signed in, adds the key to what
 * comes under /countersign, and passes it on. Links need no key, and are answered at Countersign itself.
 */
import { type Approval, createClient } from "countersign/client";
import { useApproval, useApprovals } from "countersign/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

const client = createClient({ url: `${location.origin}/countersign` });

function Inbox() {
  const { approvals, error } = useApprovals({ client, run: "" });
  if (approvals === undefined) return <p>{error === undefined ? "One moment …" : error.message}</p>;
  return (
    <main>
      <h1>{approvals.length === 0 ? "Nothing waits" : `${approvals.length} wait for an answer`}</h1>
      <ul>
        {approvals.map((approval) => (
          <Waiting key={approval.id} approval={approval} />
        ))}
      </ul>
    </main>
  );
}

function Waiting({ approval }: { approval: Approval }) {
  const [problem, setProblem] = useState("");
  const decide = (approved: boolean) => {
    client.approvals.decide(approval.id, { approved }).catch((error: Error) => setProblem(error.message));
  };
  return (
    <li>
      <strong>{approval.prompt}</strong> <code>{JSON.stringify(approval.data)}</code>{" "}
      <button onClick={() => decide(true)}>Approve</button> <button onClick={() => decide(false)}>Reject</button>{" "}
      {problem}
    </li>
  );
}

function Request({ link }: { link: string }) {
  const { state, refusal, isAnswering, answer } = useApproval(link, client);
  const [approver, setApprover] = useState("");
  const [feedback, setFeedback] = useState("");
  switch (state.status) {
    case "loading":
      return <p>One moment …</p>;
    case "failed":
      return <p role="alert">{state.error.message}</p>;
    case "over":
      return <p>{state.detail}</p>;
    case "answered":
      return (
        <p>{state.result.status === "pending" ? "Recorded; more are wanted." : `It is ${state.result.status}.`}</p>
      );
  }
  const give = (approved: boolean) => answer({ approved, feedback, ...(approver === "" ? {} : { approver }) });
  return (
    <main>
      <h1>{state.request.prompt}</h1>
      <pre>{JSON.stringify(state.request.approvalData, null, 2)}</pre>
      <label>
        Your name <input value={approver} onChange={(event) => setApprover(event.target.value)} />
      </label>
      <label>
        Comment <input value={feedback} onChange={(event) => setFeedback(event.target.value)} />
      </label>
      <button disabled={isAnswering} onClick={() => void give(true)}>
        Approve
      </button>
      <button disabled={isAnswering} onClick={() => void give(false)}>
        Reject
      </button>
      {refusal !== undefined && <p role="alert">{refusal.message}</p>}
    </main>
  );
}

const link = new URLSearchParams(location.search).get("link");
const place = document.querySelector("#page");
if (place !== null) createRoot(place).render(link === null ? <Inbox /> : <Request link={link} />);
