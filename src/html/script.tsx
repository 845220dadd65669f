/** A script of src/html/assets on a page; every page is whole without it. */
import { assets } from "../generated/assets.ts";

export type AssetName = keyof typeof assets;

export function Script({ name }: { readonly name: AssetName }) {
  return <script src={assets[name].path} defer />;
}
