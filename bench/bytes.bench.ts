import { formatBytes, FULL_BYTES, measureBytes } from '../measure/bytes.js';
import { say } from '../measure/support/say.js';

/**
 * Measures the bytes per point of the same data in VictoriaMetrics and Dutycycle.
 * @param argv `--days N`: days of simulated data (7)
 */
export async function benchBytes(argv: readonly string[]): Promise<void> {
  const days = Number(argv[argv.indexOf('--days') + 1]) || FULL_BYTES.days;
  const figures = await measureBytes({ ...FULL_BYTES, days }, say);
  console.log(`\n${formatBytes(figures)}`);
}
