import type { ScriptContext } from "../../src/contract/script.ts";

/** Stands for whatever drafts in your house: a model, a template, a person in a hurry. */
export default function draftPost({ input }: ScriptContext) {
  const product = String(input["product"]);
  return {
    title: `The new ${product} is here`,
    text: `You will love the ${product}.\nIt does what a ${product} does.\n\nAmazing!!!`,
    channels: ["website"],
    tags: ["news"],
    draftedBy: "edit-and-publish",
  };
}
