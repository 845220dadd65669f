import { startTest } from "countersign/testkit";
const t = await startTest("ensembles/refund.ts", { input: { order: "A1", amount: 10 }, replayEveryStep: true });
console.log(JSON.stringify(t.run, null, 1));
await t.approve("review");
console.log(JSON.stringify(t.run.output), t.run.status, t.ran);
