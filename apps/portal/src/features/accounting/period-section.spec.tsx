/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, page } from '../../../test/fake-api.js';
import { buildLegalEntity } from '../../../test/legal-entity.js';
import { renderPortal } from '../../../test/render.js';
import { cellsOf, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { AccountingPeriod, LegalEntity } from '../../api/types.js';
import { setServerTime } from '../../clock/clock.js';
import { PeriodSection } from './period-section.js';

const POLAND = buildLegalEntity();
const CHINA = buildLegalEntity({ id: 'le-2', name: 'Lin China', zone: 'Asia/Shanghai' });
const period = (change: Partial<AccountingPeriod> = {}): AccountingPeriod => ({
  legalEntityId: 'le-1',
  month: '2026-10',
  state: 'open',
  entries: 12,
  changedAt: null,
  changedBy: null,
  ...change,
});
const show = async (
  periods: readonly AccountingPeriod[],
  { entities = [POLAND], permissions = ['accounting.write'] } = {},
) => {
  fakeApi({ 'GET /accounting-periods': page(...periods) });
  const screen = await renderPortal(<PeriodSection entities={entities as LegalEntity[]} />, {
    session: { permissions },
  });
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  return screen;
};
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the accounting periods', () => {
  it('show month, seller, state, number of documents and the author of the last change', async () => {
    const { container } = await show([
      period(),
      period({ month: '2026-09', state: 'closed', entries: 0, changedBy: 'Lin Shifan' }),
    ]);
    expect(cellsOf(container)).toEqual([
      ['October 2026', 'Lin Europe', text('maker:books.periodState.open'), '12', ''],
      ['September 2026', 'Lin Europe', text('maker:books.periodState.closed'), '0', 'Lin Shifan'],
    ]);
  });

  it('open the page on which the month is closed, for everyone who sees them', async () => {
    const { container, getByText, router } = await show([period()], { permissions: [] });
    await getByText('October 2026').click();
    await eventually(() => expect(router.state.location.pathname).toBe('/receivables/months/le-1/2026-10'));
    expect(textsOf(container, 'button')).toEqual([]);
  });

  it('cannot be closed without a seller', async () => {
    const { container } = await show([], { entities: [] });
    expect(textsOf(container, 'header button')).toEqual([]);
  });
});

describe('the month to close', () => {
  it.each([
    ['the previous month', '2026-11-25T08:00:00Z', POLAND, 'le-1/2026-10'],
    ['the previous year', '2027-01-15T08:00:00Z', POLAND, 'le-1/2026-12'],
    ['the last full month where the seller is', '2026-10-31T20:00:00Z', CHINA, 'le-2/2026-10'],
    ['not the month that has just begun elsewhere', '2026-10-31T20:00:00Z', POLAND, 'le-1/2026-09'],
  ])('is %s', async (_, now, entity, expected) => {
    setServerTime(now, Date.now());
    const { router } = await show([], { entities: [entity] });
    await browser.getByRole('button', { name: text('maker:books.closeMonth'), exact: true }).click();
    await eventually(() => expect(router.state.location.pathname).toBe(`/receivables/months/${expected}`));
  });
});
