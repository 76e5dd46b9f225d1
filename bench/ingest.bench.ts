import { measureIngest } from '../measure/ingest.js';

/** @param argv `--seconds N` for each measurement (15) */
export async function benchIngest(argv: readonly string[]): Promise<void> {
  const seconds = Number(argv[argv.indexOf('--seconds') + 1] ?? 15) || 15;
  const { table, acknowledged, stored } = await measureIngest(seconds);
  console.log(`\n${table}`);
  if (acknowledged !== stored) process.exitCode = 1;
}
