/** A workspace's ledger, as the other parts call it. */
import type { LedgerPort } from "./port.ts";

/** Any namespace of `Ledger` objects, whatever its stubs' types. */
export interface LedgerNamespace {
  getByName(name: string): unknown;
}

/** Each call gets a fresh stub, so the answer may be kept: a stub held across an eviction stays broken. */
export function ledgerOf(namespace: LedgerNamespace, workspace: string): LedgerPort {
  const ledger = (): LedgerPort => asLedgerPort(namespace.getByName(workspace));
  return {
    startRun: (start) => ledger().startRun(start),
    confirmRun: (runId) => ledger().confirmRun(runId),
    reportRun: (report) => ledger().reportRun(report),
    reportApproval: (report) => ledger().reportApproval(report),
    recordEvent: (event) => ledger().recordEvent(event),
    getRun: (runId) => ledger().getRun(runId),
    getRunStart: (runId) => ledger().getRunStart(runId),
    getStepResult: (runId, path) => ledger().getStepResult(runId, path),
    postEvent: (event) => ledger().postEvent(event),
    takeEvent: (wait) => ledger().takeEvent(wait),
    waitForRest: (runId, timeoutMs, answered) => ledger().waitForRest(runId, timeoutMs, answered),
    listRuns: (query) => ledger().listRuns(query),
    listApprovals: (query) => ledger().listApprovals(query),
    countOpenApprovals: (person) => ledger().countOpenApprovals(person),
    getApproval: (approvalId) => ledger().getApproval(approvalId),
    listAudit: (query) => ledger().listAudit(query),
    readChain: (after, limit) => ledger().readChain(after, limit),
    getOverview: (since) => ledger().getOverview(since),
    readEvents: (query) => ledger().readEvents(query),
    newestEvent: () => ledger().newestEvent(),
    addWebhook: (settings, actor) => ledger().addWebhook(settings, actor),
    listWebhooks: () => ledger().listWebhooks(),
    removeWebhook: (id, actor) => ledger().removeWebhook(id, actor),
    rotateWebhook: (id, secret, actor) => ledger().rotateWebhook(id, secret, actor),
    enableWebhook: (id, actor) => ledger().enableWebhook(id, actor),
    cancelRun: (runId, actor) => ledger().cancelRun(runId, actor),
    setAbsence: (absence, actor) => ledger().setAbsence(absence, actor),
    endAbsence: (person, actor) => ledger().endAbsence(person, actor),
    listAbsences: (query) => ledger().listAbsences(query),
  };
}

/** The class `Ledger` implements `LedgerPort`; RPC's types cannot say so, since `unknown` in a result makes it `never`. */
function asLedgerPort(stub: unknown): LedgerPort {
  return stub as LedgerPort;
}
