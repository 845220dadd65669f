/** An approval has one receipt, whoever signs when. */
import { expect, test } from "vitest";
import { provideReceipt, receiptProvider, type ReceiptPorts } from "../../../src/approvals/provide-receipt.ts";
import { openedMachine } from "./opened-machine.ts";

/** Signs when it is let, as a far keyring would. */
class SlowSigner {
  readonly #release = Promise.withResolvers<string>();
  readonly sign = () => this.#release.promise;

  sendBack(receipt: string): void {
    this.#release.resolve(receipt);
  }
}

function opened() {
  const { machine } = openedMachine();
  const ports = (sign: ReceiptPorts["sign"]): ReceiptPorts => ({ machine, sign, publicUrl: () => undefined });
  return { ports, end: () => machine.cancel({ workspace: "main", actor: "key:ci", reason: "not needed" }) };
}

test("of two that are made at once by different keys, the first that is kept is the one that both give", async () => {
  const { ports, end } = opened();
  end();
  const [old, young] = [new SlowSigner(), new SlowSigner()];
  const asked = [provideReceipt(ports(old.sign)), provideReceipt(ports(young.sign))];
  young.sendBack("young.receipt.one");
  expect(await asked[1]).toBe("young.receipt.one");
  old.sendBack("old.receipt.two");
  expect(await asked[0]).toBe("young.receipt.one");
});

test("whoever asks while it is being signed gets the same, signed once; one that failed is signed anew", async () => {
  const { ports, end } = opened();
  end();
  let signed = 0;
  const sign: ReceiptPorts["sign"] = async () => {
    signed += 1;
    if (signed === 1) throw new Error("no key");
    return "a.b.c";
  };
  const receipt = receiptProvider(ports(sign));
  await expect(Promise.all([receipt(), receipt()])).rejects.toThrow("no key");
  expect(await Promise.all([receipt(), receipt()])).toEqual(["a.b.c", "a.b.c"]);
  expect(signed).toBe(2);
});

test("once it is kept nothing is signed any more", async () => {
  const { ports, end } = opened();
  end();
  await provideReceipt(ports(async () => "a.b.c"));
  expect(await provideReceipt(ports(() => Promise.reject(new Error("no key"))))).toBe("a.b.c");
});

test("the public address stands for the deployment; where none is set, the approval's own does", async () => {
  const issuers: unknown[] = [];
  for (const publicUrl of [undefined, "https://approve.example.com"]) {
    const { ports, end } = opened();
    end();
    const sign: ReceiptPorts["sign"] = async ({ iss }) => {
      issuers.push(iss);
      return "a.b.c";
    };
    await provideReceipt({ ...ports(sign), publicUrl: () => publicUrl });
  }
  expect(issuers).toEqual(["https://countersign.example", "https://approve.example.com"]);
});

test("what is still open has none", async () => {
  const { ports } = opened();
  await expect(provideReceipt(ports(async () => "a.b.c"))).rejects.toThrow("not over");
});
