/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { cellsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { ReadingHold } from '../../api/types.js';
import { setServerTime } from '../../clock/clock.js';
import { LastRun } from './last-run.js';
import { ReadingHoldList } from './reading-hold-list.js';

const hold = (change: Partial<ReadingHold> = {}): ReadingHold => ({
  id: 'h-1',
  device: { id: 'd-1', code: 'GW-1', serial: 'S-1' },
  signalKey: 'air_m3_total',
  from: '2026-10-01T00:00:00Z',
  to: '2026-10-05T00:00:00Z',
  reason: 'Dispute PL-1',
  createdAt: '2026-11-10T08:00:00Z',
  createdBy: 'Lin Shifan',
  releasedAt: null,
  releasedBy: null,
  releaseReason: null,
  ...change,
});
const EVIDENCE = { from: '2026-01-01T00:00:00Z', to: '2026-10-31T00:00:00Z', usages: 12, devices: 3 };
const show = async (
  holds: readonly ReadingHold[],
  { permissions = ['retention.write'], evidence = EVIDENCE as object } = {},
) => {
  const api = fakeApi({
    'GET /reading-holds': json({ holds, evidence }),
    'GET /devices': page({ id: 'd-1', code: 'GW-1', machine: { id: 'm-1', serial: 'S-1' } }),
    'GET /machines/m-1': json({ signals: [{ key: 'air_m3_total' }] }),
    'POST /reading-holds': json({}),
    'POST /reading-holds/h-1/release': json({}),
    'POST /retention/runs': json({}),
  });
  const screen = await renderPortal(<ReadingHoldList />, { session: { permissions } });
  await eventually(() => expect(screen.client.isFetching()).toBe(0));
  return { api, ...screen };
};
const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true });
const span = (from: string, to: string) => text('maker:retention.span', { from, to });

describe('the holds on readings', () => {
  it('show machine, signal, period, reason and author', async () => {
    const { container } = await show([
      hold(),
      hold({ id: 'h-2', device: null, signalKey: null, createdBy: null }),
      hold({ id: 'h-3', device: { id: 'd-2', code: 'GW-2', serial: null } }),
    ]);
    const days = span('1 Oct 02:00', '5 Oct 02:00');
    const signal = text('signal.air_m3_total');
    const release = text('maker:retention.release');
    expect(cellsOf(container)).toEqual([
      [`S-1 · ${signal}`, days, 'Dispute PL-1Lin Shifan, 10 Nov 2026', release],
      [
        `${text('maker:retention.everyMachine')} · ${text('maker:retention.everySignal')}`,
        days,
        'Dispute PL-110 Nov 2026',
        release,
      ],
      [`GW-2 · ${signal}`, days, 'Dispute PL-1Lin Shifan, 10 Nov 2026', release],
    ]);
  });

  it('show released ones separately, with reason and author', async () => {
    const { container } = await show([
      hold({ releasedAt: '2026-11-20T08:00:00Z', releasedBy: 'Wang Fang', releaseReason: 'Resolved' }),
    ]);
    expect(container.textContent).toContain(text('maker:retention.noHolds'));
    expect(container.textContent).toContain(text('maker:retention.releasedCount', { count: 1 }));
    expect(cellsOf(container)[0]?.at(-1)).toBe('ResolvedWang Fang, 20 Nov 2026');
  });

  it.each([
    [
      EVIDENCE,
      () =>
        text('maker:retention.evidence', { count: 12, devices: '3', from: '1 Jan 2026', to: '31 Oct 2026' }),
    ],
    [{ from: null, to: null, usages: 0, devices: 0 }, () => text('maker:retention.noEvidence')],
  ])('say which readings invoices need: %j', async (evidence, sentence) => {
    const { container } = await show([], { evidence });
    expect(container.textContent).toContain(sentence());
  });

  it('cannot be changed without permission', async () => {
    await show([hold()], { permissions: [] });
    expect(browser.getByRole('button').elements()).toEqual([]);
  });

  it('are released for a reason', async () => {
    const { api } = await show([hold()]);
    await press('maker:retention.release').click();
    await browser.getByLabelText(text('maker:retention.releaseReason')).fill('Resolved');
    await press('maker:retention.release').last().click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.path).toBe('/reading-holds/h-1/release');
    expect(api.changes()[0]?.body).toEqual({ reason: 'Resolved' });
  });
});

describe('a new hold', () => {
  beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
  afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

  it('covers all machines and signals of the last 30 days by default', async () => {
    const { api } = await show([]);
    await press('maker:retention.hold').click();
    await browser.getByLabelText(text('maker:retention.reason')).fill('Audit');
    await press('maker:retention.hold').last().click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      from: '2026-10-26T08:00:00.000Z',
      to: '2026-11-25T08:00:00.000Z',
      reason: 'Audit',
    });
  });

  it("sends the selected machine, signal and period, entered in the user's zone", async () => {
    const { api } = await show([]);
    await press('maker:retention.hold').click();
    await browser.getByRole('combobox', { name: text('maker:fleet.machine') }).click();
    await browser.getByRole('option', { name: 'S-1, GW-1' }).click();
    await browser.getByRole('combobox', { name: text('maker:retention.signal') }).fill('air_m3_total');
    await browser.getByLabelText(text('history.from')).fill('01/10/2026 00:00');
    await press('maker:retention.hold').last().click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toMatchObject({
      deviceId: 'd-1',
      signalKey: 'air_m3_total',
      from: '2026-09-30T22:00:00.000Z',
    });
  });
});

describe('the last retention run', () => {
  const RUN = {
    id: 'j-1',
    state: 'done',
    createdAt: '2026-11-24T02:00:00Z',
    finishedAt: null,
    done: 3,
    total: 4,
    removedPoints: 1234567,
    removedBytes: 1,
    heldPoints: 0,
  } as const;

  it.each([
    [['retention.write'], true, 1],
    [['retention.write'], false, 0],
    [[], true, 0],
  ])('can be repeated with %j and rules: %s', async (permissions, hasRules, count) => {
    await renderPortal(<LastRun run={null} hasRules={hasRules} />, { session: { permissions } });
    await expect.element(browser.getByText(text('maker:retention.neverRun'))).toBeVisible();
    expect(press('maker:retention.runNow').elements()).toHaveLength(count);
  });

  it('shows devices and removed readings, and starts another one after a confirmation', async () => {
    const api = fakeApi({ 'POST /retention/runs': json({}) });
    const screen = await renderPortal(<LastRun run={RUN} hasRules />, {
      session: { permissions: ['retention.write'] },
    });
    await expect.element(screen.getByText('3 / 4')).toBeVisible();
    await expect.element(screen.getByText('1,234,567')).toBeVisible();
    await press('maker:retention.runNow').click();
    expect(api.changes()).toEqual([]);
    await press('maker:retention.runNow').last().click();
    await eventually(() => expect(api.changes()).toHaveLength(1));
  });
});
