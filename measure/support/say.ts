/** Reports a measurement's progress to stderr, separate from its table on stdout. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
