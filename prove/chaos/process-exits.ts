import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultName } from './plan.js';

/** Processes that a fault can end, directly or by removing something that they depend on. */
const EXPECTED_EXITS: readonly (readonly [fault: RegExp, name: string])[] = [
  [/^ingest killed|^broker restarted/, 'ingest'],
  [/^api killed/, 'api'],
  [/^worker killed/, 'worker'],
  [/^postmaster killed|^disk full/, 'PostgreSQL'],
];

/** The ended processes, as reported by the supervisor. */
export class ProcessExits {
  private reportedCount = 0;

  constructor(private readonly home: string) {}

  /**
   * Returns the supervisor's messages about processes that ended since the last call for a reason other than the
   * fault.
   */
  async findUnexpected(fault: FaultName): Promise<string[]> {
    const text = await readFile(join(this.home, 'log', 'supervisor.log'), 'utf8').catch(() => '');
    const all = [...text.matchAll(/(\w+) ended \(.*?\)/g)];
    const newExits = all.slice(this.reportedCount);
    this.reportedCount = all.length;
    const expected = EXPECTED_EXITS.filter(([pattern]) => pattern.test(fault)).map(([, name]) => name);
    return newExits.filter(([, name]) => !expected.includes(name!)).map(([line]) => line);
  }
}
