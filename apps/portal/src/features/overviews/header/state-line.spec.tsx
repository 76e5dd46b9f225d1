/// <reference types="vitest/globals" />
import { buildOverview } from '../../../../test/overview.js';
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Overview } from '../../../api/types.js';
import { StateLine } from './state-line.js';

const SUBJECT = { kind: 'customer', id: 'cu-1', customerId: 'cu-1' } as const;

async function factsOf(overview: Overview): Promise<string[]> {
  const { container } = await renderPortal(<StateLine subject={SUBJECT} overview={overview} />);
  return textsOf(container, 'li');
}

describe('the state of a customer in words', () => {
  it('names only what there is', async () => {
    expect(await factsOf(buildOverview())).toEqual([
      text('maker:overview.running', { running: 1, count: 1 }),
    ]);
  });

  it('counts machines by what they do, and open work', async () => {
    const overview = buildOverview({
      states: { load: 2, idle: 1, off: 1, service: 1, fault: 1, silent: 1, unknown: 1 },
      openAlarms: { critical: 1, warning: 2, info: 0 },
      openTickets: { total: 3, unassigned: 1 },
      openDisputes: 1,
    });
    expect(await factsOf(overview)).toEqual([
      text('maker:overview.running', { running: 3, count: 8 }),
      text('maker:overview.faulty', { count: 1 }),
      text('maker:overview.stopped', { count: 2 }),
      text('maker:overview.silent', { count: 2 }),
      text('maker:overview.alarms', { count: 3 }),
      text('maker:overview.ticketsUnassigned', { count: 3, unassigned: 1 }),
      text('maker:overview.disputes', { count: 1 }),
    ]);
  });

  it('names amounts by currency, and omits those that the role may not see', async () => {
    const money = {
      unbilled: [
        { currency: 'EUR', amountMinor: '0', amount: '0.00' },
        { currency: 'PLN', amountMinor: '5000', amount: '50.00' },
      ],
      held: [],
      due: [{ currency: 'PLN', amountMinor: '123400', amount: '1234.00' }],
      dueUntil: '2026-12-14',
      nextDue: [],
    };
    const shown = await factsOf(buildOverview({ money }));
    expect(shown.slice(1)).toEqual([
      expect.stringMatching(/1,234\.00\sPLN.*14 Dec 2026/u),
      expect.stringMatching(/50\.00\sPLN/u),
    ]);
    expect(await factsOf(buildOverview({ money: null, openTickets: null, openDisputes: null }))).toHaveLength(
      1,
    );
  });

  it('says that there is no machine', async () => {
    expect(await factsOf(buildOverview({ states: {} }))).toEqual([text('maker:overview.noMachines')]);
  });

  it('leads to the tab of each fact', async () => {
    const { container } = await renderPortal(
      <StateLine subject={SUBJECT} overview={buildOverview({ openTickets: { total: 1, unassigned: 0 } })} />,
    );
    expect([...container.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      '/customers/cu-1?tab=machines',
      '/customers/cu-1?tab=tickets',
    ]);
  });
});
