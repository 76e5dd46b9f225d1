/** Progress of a measurement, beside its table on the standard output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
