/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { buildDispute } from '../../../test/dispute.js';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json } from '../../../test/fake-api.js';
import { buildInvoice, buildLine } from '../../../test/invoice.js';
import { renderPortal } from '../../../test/render.js';
import { plain, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { Contract, ContractDowntime, DetectedDowntime, DetectedDowntimes } from '../../api/types.js';
import { DetectedDowntimeList } from './detected-downtime-list.js';
import { DetectedDowntimeNote } from './detected-downtime-note.js';
import { DowntimeDialog } from './downtime-dialog.js';
import { DowntimeList } from './downtime-list.js';
import { UnrecordedDowntime } from './unrecorded-downtime.js';

const MACHINE = { id: 'm-1', serial: 'S-1' };
const seen = (change: Partial<DetectedDowntime> = {}): DetectedDowntime => ({
  machine: MACHINE,
  kind: 'fault',
  reported: 'fault',
  from: '2026-10-05T18:00:00Z',
  to: '2026-10-05T20:30:00Z',
  minutes: 150,
  holdMinutes: 60,
  ranHours: null,
  goesOn: false,
  ...change,
});
const all = (
  items: readonly DetectedDowntime[],
  change: Partial<DetectedDowntimes> = {},
): DetectedDowntimes => ({
  items: [...items],
  count: items.length,
  minutes: 150,
  month: '2026-10',
  periodFrom: '2026-10-01',
  periodEndsOn: '2026-10-31',
  periodTo: '2026-11-01',
  unheard: [],
  next: null,
  ...change,
});
const CONTRACT = {
  id: 'c-1',
  number: 'C-1',
  zone: 'Asia/Jakarta',
  machines: [MACHINE],
} as unknown as Contract;

describe('downtime in readings', () => {
  const show = async (downtimes: DetectedDowntimes) =>
    (await renderPortal(<DetectedDowntimeList seen={downtimes} zone="Asia/Jakarta" />)).container;

  it('shows machine, state, local time and length', async () => {
    const [head, times] = textsOf(await show(all([seen()])), 'p');
    expect(head).toBe(`${text('downtime.seen.reported', { word: 'fault' })} S-1`);
    expect(times).toMatch(/6 Oct.* 01:00 – .*6 Oct.* 03:30 2 h 30 min$/);
  });

  it('that goes on has no end', async () => {
    const [, times] = textsOf(await show(all([seen({ goesOn: true })])), 'p');
    expect(times).toContain(`– ${text('downtime.seen.now')}`);
  });

  it('without data explains the gap and the hours that the machine ran', async () => {
    const gap = seen({ kind: 'silent', reported: null, ranHours: '1.5' });
    const [head, , why] = textsOf(await show(all([gap])), 'p');
    expect(head).toBe(`${text('downtime.seen.silent')} S-1`);
    expect(why).toBe(
      plain(
        `${text('downtime.seen.hold', { duration: '1 h' })} ${text('downtime.seen.ran', { hours: '1.50 h' })}`,
      ),
    );
  });

  it('says how many are not shown, and which machines report nothing', async () => {
    const container = await show(all([seen()], { count: 7, unheard: ['S-2', 'S-3'] }));
    expect(container.textContent).toContain(text('downtime.seen.more', { shown: 1, count: 7 }));
    expect(container.textContent).toContain(
      text('downtime.seen.unheard', { machines: `S-2${text('separator')}S-3`, count: 2 }),
    );
  });
});

describe('downtime that a bill does not count', () => {
  const bill = (state: 'declared' | 'measured') => ({ ...buildInvoice(), lines: [buildLine({ state })] });
  const ROUTE = 'GET /contracts/c-1/downtime/seen';

  it('links to its dispute, or can be disputed', async () => {
    fakeApi({
      [ROUTE]: json(all([seen(), seen({ from: '2026-10-09T00:00:00Z', to: '2026-10-09T01:00:00Z' })])),
    });
    const stop = { machine: MACHINE, from: '2026-10-05T19:00:00Z', to: '2026-10-05T19:30:00Z' };
    const screen = await renderPortal(
      <UnrecordedDowntime
        bill={bill('declared')}
        disputes={{ items: [buildDispute({ stop })], base: '/disputes' }}
        action={({ from }) => <button type="button">{`Dispute ${from}`}</button>}
      />,
    );
    await expect.element(screen.getByText('Dispute 2026-10-09T00:00:00Z')).toBeVisible();
    expect(screen.getByRole('button').elements()).toHaveLength(1);
    await screen.getByRole('link', { name: text('state.disputed') }).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/disputes/d-1'));
  });

  it('is not requested for a bill without a declared line', async () => {
    const api = fakeApi({});
    await renderPortal(<UnrecordedDowntime bill={bill('measured')} />);
    expect(api.requests).toEqual([]);
  });

  it.each([
    ['a draft with a guarantee', { number: null }, true],
    ['an issued invoice', { number: 'PL-1' }, false],
    ['a correction', { number: null, kind: 'correction' as const }, false],
  ])('is announced before the approval of %s: %s', async (_, change, announced) => {
    const api = fakeApi({ [ROUTE]: json(all([seen()])) });
    const lines = [buildLine({ kind: 'performance', params: { model: 'availability' } })];
    const screen = await renderPortal(<DetectedDowntimeNote invoice={buildInvoice({ lines, ...change })} />);
    await eventually(() => expect(api.requests).toHaveLength(announced ? 1 : 0));
    await eventually(() => expect(screen.getByRole('status').elements()).toHaveLength(announced ? 1 : 0));
  });
});

describe('recorded downtime', () => {
  const recorded = (change: Partial<ContractDowntime> = {}): ContractDowntime => ({
    id: 'dt-1',
    machine: MACHINE,
    cause: 'supplier',
    from: '2026-10-05T18:00:00Z',
    to: '2026-10-05T20:30:00Z',
    reason: 'Belt',
    recordedAt: '2026-10-06T08:00:00Z',
    recordedByName: 'Wang Fang',
    withdrawn: null,
    ...change,
  });

  it('shows its author and action, or its withdrawal', async () => {
    const withdrawn = { at: '2026-10-07T08:00:00Z', byName: null, reason: 'Wrong machine' };
    const { container } = await renderPortal(
      <DowntimeList
        items={[recorded(), recorded({ id: 'dt-2', recordedByName: null, withdrawn })]}
        zone="Asia/Jakarta"
        action={({ id }) => <button type="button">{`Withdraw ${id}`}</button>}
      />,
    );
    expect(textsOf(container, 'button')).toEqual(['Withdraw dt-1']);
    const [first, second] = textsOf(container, 'li');
    expect(first).toContain('Wang Fang, 6 Oct 10:00');
    expect(second).toContain(
      text('downtime.withdrawn', {
        name: text('exception.somebody'),
        at: '7 Oct 10:00',
        reason: 'Wrong machine',
      }),
    );
  });
});

describe('the record of downtime', () => {
  const open = async (from?: DetectedDowntime) => {
    const api = fakeApi({ 'POST /contracts/c-1/downtime': json({}) });
    const close = vi.fn();
    await renderPortal(<DowntimeDialog contract={CONTRACT} seen={from} onClose={close} />);
    const record = () =>
      browser.getByRole('button', { name: text('maker:downtime.record'), exact: true }).click();
    return { api, close, record };
  };

  it('sends times in the zone of the contract', async () => {
    const { api, close, record } = await open();
    await browser.getByLabelText(text('maker:downtime.from')).fill('06/10/2026 01:00');
    await browser.getByLabelText(text('maker:downtime.to')).fill('06/10/2026 3:30');
    await browser.getByLabelText(text('maker:exceptions.reason')).fill('Belt');
    await record();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      machineId: 'm-1',
      cause: 'supplier',
      from: '2026-10-05T18:00:00.000Z',
      to: '2026-10-05T20:30:00.000Z',
      reason: 'Belt',
    });
  });

  it('of detected downtime needs a cause, which readings cannot show', async () => {
    const { api, close, record } = await open(seen());
    const cause = browser.getByRole('combobox', { name: text('maker:downtime.cause') });
    await record();
    await expect.element(cause).toHaveAttribute('aria-invalid', 'true');
    expect(api.changes()).toEqual([]);
    await cause.click();
    await browser.getByRole('option', { name: text('downtime.cause.customer') }).click();
    await record();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toMatchObject({
      cause: 'customer',
      from: '2026-10-05T18:00:00.000Z',
      to: '2026-10-05T20:30:00.000Z',
    });
  });
});
