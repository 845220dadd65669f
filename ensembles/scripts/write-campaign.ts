import { z } from "zod";
import type { ScriptContext } from "../../src/contract/script.ts";

const Order = z.object({ product: z.string(), channels: z.array(z.string()) });

/** Stands for whoever writes well in your house: one line for each channel. */
export default function writeCampaign({ input }: ScriptContext) {
  const { product, channels } = Order.parse(input);
  const posts = channels.map((channel) => ({ channel, text: `${product}: made to be used. Seen in our ${channel}.` }));
  return { headline: product, posts };
}
