/** Breaks texts into lines of a diagram, where nothing wraps by itself. */
import { cutText, visibleText } from "../../html/visible-text.ts";

/** Roughly how wide a character is, as part of the size of the letters. */
function widthOf(char: string): number {
  if (/[\u1100-\uFFDC\u{1F000}-\u{3FFFF}]/u.test(char)) return 1;
  if (/[mwMW@%]/.test(char)) return 0.85;
  if (/[A-Z0-9_]/.test(char)) return 0.64;
  return /[ilj.,:;'|!()[\]]/.test(char) ? 0.32 : 0.54;
}

export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const char of text) sum += widthOf(char);
  return sum * size;
}

/** Longer texts are not looked at to their end. */
const LONGEST = 400;

/** At most `count` lines that fit the width; the last says by an ellipsis that there is more. Hidden characters show. */
export function fitText(text: string, room: { width: number; size: number; count: number }): readonly string[] {
  const lines: string[] = [];
  let rest = visibleText(cutText(text, LONGEST)).replaceAll(/\s+/g, " ").trim();
  while (rest !== "" && lines.length < room.count) {
    const isLast = lines.length === room.count - 1;
    const line = isLast ? lastLine(rest, room) : firstLine(rest, room);
    lines.push(line.trim());
    rest = isLast ? "" : rest.slice(line.length).trim();
  }
  return lines;
}

interface Room {
  readonly width: number;
  readonly size: number;
}

function lastLine(text: string, room: Room): string {
  if (textWidth(text, room.size) <= room.width) return text;
  return `${takeWidth(text, { ...room, width: room.width - room.size })}…`;
}

/** Up to the last place where a line may end: behind a space or hyphen, else behind a sign inside a word. */
function firstLine(text: string, room: Room): string {
  const taken = takeWidth(text, room);
  if (taken.length === text.length) return taken;
  const begun = taken + (text[taken.length] ?? "");
  const atWord = /^.*[\s\-,](?=.)/u.exec(begun)?.[0] ?? "";
  const atSign = /^.*[_./:(](?=.)/u.exec(begun)?.[0] ?? "";
  return [atWord, atSign].find((line) => line.length > taken.length / 3) ?? taken;
}

function takeWidth(text: string, { width, size }: Room): string {
  let taken = "";
  let sum = 0;
  for (const char of text) {
    sum += widthOf(char) * size;
    if (sum > width && taken !== "") break;
    taken += char;
  }
  return taken;
}
