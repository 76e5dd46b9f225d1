import { compareWithTelegraf } from '../measure/telegraf.js';

/** @param argv `--seconds N` for each step (10) */
export async function benchTelegraf(argv: readonly string[]): Promise<void> {
  const seconds = Number(argv[argv.indexOf('--seconds') + 1] ?? 10) || 10;
  console.log(`\n${(await compareWithTelegraf(seconds)).table}`);
}
