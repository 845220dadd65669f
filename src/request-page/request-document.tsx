/** The frame of every page of a request: with what its reader is told and where they can go. */
import type { Child } from "hono/jsx";
import { Document } from "../html/document.tsx";
import type { LiveOf } from "../html/live.tsx";
import { useReader } from "./reader.ts";

interface RequestDocumentProps {
  readonly title: string;
  readonly nonce: string;
  readonly width?: "wide" | "narrow";
  readonly live?: LiveOf | undefined;
  readonly children: Child;
}

export function RequestDocument({ children, ...props }: RequestDocumentProps) {
  const { navigation, notice } = useReader();
  return (
    <Document {...props} navigation={navigation}>
      {notice}
      {children}
    </Document>
  );
}
