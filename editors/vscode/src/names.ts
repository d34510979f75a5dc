// The names of programs and variables that a user may ask for.

/** Why `name` cannot be asked for; `undefined` if it can. */
export function problemWith(name: string): string | undefined {
  if (name.trim() === "") return "Enter the name of a program or a variable, such as go or JAVA_HOME.";
  if (/[\\/]/.test(name)) return "Enter a name without folders, such as go.";
  if (name.startsWith("-")) return "A name cannot start with a hyphen.";
  if (/\s/.test(name.trim())) return "Enter one name, without spaces.";
  return /^[\w.+@-]+$/.test(name.trim()) ? undefined : "A name has only letters, digits, and the characters . _ + @ -";
}

/** The word in `text` that is likely to be asked for: a selection of one word. */
export function suggestedName(text: string): string {
  return problemWith(text) === undefined && text.length <= 40 ? text.trim() : "";
}
