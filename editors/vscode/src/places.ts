// Places in files, as envlint prints them in messages.

/** A place in a file. Lines and columns are counted from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A place with the part of a text that names it. */
export interface NamedPlace extends Place {
  readonly start: number;
  readonly end: number;
}

const LINE = "[1-9]\\d*";
/** A path with a line at the start of a text. A path without folders has no spaces, and a drive letter is a part of a path. */
const FIRST = `^(?<path>(?:[A-Za-z]:)?(?:[^:\\s]+|[^:\\n]*[\\\\/][^:\\n]*)):(?<line>${LINE})(?::(?<column>${LINE}))?(?=[\\s:]|$)`;
/** A startup file of the user, with or without a line. */
const STARTUP = `(?<file>~/\\.[\\w./-]*\\w)(?::(?<at>${LINE}))?`;

/** The places that `text` names, in their order. */
export function placesIn(text: string): NamedPlace[] {
  return [...text.matchAll(new RegExp(`${FIRST}|${STARTUP}`, "g"))].map(({ 0: all, index, groups = {} }) => ({
    path: groups.path ?? groups.file ?? "",
    line: Number(groups.line ?? groups.at ?? 1),
    column: Number(groups.column ?? 1),
    start: index,
    end: index + all.length,
  }));
}
