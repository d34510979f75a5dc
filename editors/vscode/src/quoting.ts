// Command lines for the prompt of a shell.

type Quote = (word: string) => string;

/** How to call a program in a shell: what precedes the command, and how a word is quoted. */
interface ShellForm {
  readonly shells: readonly string[];
  readonly prefix: string;
  readonly quote: Quote;
}

const doubled: Quote = (word) => `'${word.replaceAll("'", "''")}'`;
const posix: Quote = (word) => `'${word.replaceAll("'", "'\\''")}'`;

const FORMS: readonly ShellForm[] = [
  { shells: ["pwsh", "powershell", "pwsh-preview"], prefix: "& ", quote: doubled },
  { shells: ["cmd"], prefix: "", quote: (word) => `"${word}"` },
  { shells: ["nu"], prefix: "^", quote: (word) => JSON.stringify(word) },
];

/** The line that runs `command` in `shell`, the path of a shell. Other shells are quoted as POSIX shells are. */
export function commandLine(shell: string, command: readonly string[]): string {
  const name = (shell.split(/[\\/]/).at(-1) ?? "").toLowerCase().replace(/\.exe$/, "");
  const form = FORMS.find(({ shells }) => shells.includes(name));
  const quote = form?.quote ?? posix;
  // A leading space keeps the line out of the history of shells that are set up to ignore such lines.
  const prefix = form?.prefix ?? " ";
  return prefix + command.map(quote).join(" ");
}
