/** Prints the progress of a measurement to stderr, because stdout is for the table. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
