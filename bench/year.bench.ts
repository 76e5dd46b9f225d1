import { parseArgs } from 'node:util';
import { say } from '../measure/support/say.js';
import { findVictoriaMetrics } from '../measure/support/victoria-metrics.process.js';
import { formatYear, FULL_YEAR, measureYear, startDutycycle, startVictoriaMetrics } from '../measure/year.js';

/**
 * Measures years of a fleet's data with one reading per minute: disk space, and the response times of screens.
 * @param argv `--machines N` (1000), `--days N` (365)
 */
export async function benchYear(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { machines: { type: 'string' }, days: { type: 'string' } },
  });
  const options = {
    machines: Number(values.machines ?? FULL_YEAR.machines),
    days: Number(values.days ?? FULL_YEAR.days),
  };
  findVictoriaMetrics();
  for (const start of [startVictoriaMetrics, startDutycycle])
    console.log(`\n${formatYear(await measureYear(start, options, say), options)}`);
}
