import type { INestApplicationContext } from '@nestjs/common';
import { MeterDecisions, MeterExceptions, calendarMonths, monthOf } from '#metering';
import { systemScope, UnitOfWork } from '#platform';
import { DraftsService } from '#billing';
import { CostsService } from '#revenue';
import { FIRST_LEAK } from '../../domain/station/stories.js';
import { moveInstant, type WorldDates } from '../../domain/world-dates.js';
import { LIN } from '../billing-app.js';
import type { DemoData } from '../demo-data.store.js';
import { DEMO_MAKER_ID, demoId } from '../demo-ids.js';
import { isDone, markDone } from '../one-time-task.store.js';
import { writeFirstCosts } from './first-costs.js';

const JOB_KIND = 'demo_decision';
const CONTRACT = 'K-PL-1';
const ZONE = 'Europe/Warsaw';

/**
 * Drafts the month of the first backflow of air in Otwock, and resolves that night's exception in Lin's name, as in the
 * portal. Other exceptions stay open. Also records the contracts' costs of that month. Runs once, after the machines'
 * past is filled in.
 */
export async function makeFirstDecision(
  app: INestApplicationContext,
  dates: WorldDates,
  data: DemoData,
): Promise<void> {
  const work = app.get(UnitOfWork);
  if (await isDone(work, JOB_KIND)) return;
  const night = moveInstant(dates, FIRST_LEAK);
  const contractId = demoId('contract', CONTRACT);
  await app
    .get(DraftsService)
    .draft(systemScope(DEMO_MAKER_ID), contractId, monthOf(night, calendarMonths(ZONE)));
  const found = await app
    .get(MeterExceptions)
    .list(LIN, { contractId, kind: 'flow_while_off', state: 'open', limit: 20 });
  const first = found.items.find(({ from, to }) => from.getTime() <= night && night < to.getTime());
  if (first)
    await app.get(MeterDecisions).decide(LIN, first.id, {
      choice: 'ignore',
      quantity: null,
      estimate: null,
      reason:
        'All machines were off, and air flowed back through the non-return valve. A new valve is on order.',
      expected: null,
    });
  await writeFirstCosts(app.get(CostsService), LIN, data, dates);
  await markDone(work, JOB_KIND);
}
