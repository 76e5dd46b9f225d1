/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { cellsOf, factsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { Alarm } from '../../api/types.js';
import { setServerTime } from '../../clock/clock.js';
import { AlarmList } from './alarm-list.js';

const alarm = (id: string, change: Partial<Alarm> = {}): Alarm => ({
  id,
  version: 1,
  ruleId: 'r-1',
  code: `A-${id}`,
  name: { en: 'Oil too hot' },
  severity: 'critical',
  direction: 'above',
  signalKey: 'oil_temp',
  unit: 'Cel',
  decimals: 1,
  onLimit: '105',
  offLimit: '100',
  raisedValue: '106',
  peakValue: '111.2',
  peakAt: '2026-11-25T07:40:00Z',
  conditionSince: '2026-11-25T07:29:00Z',
  raisedAt: '2026-11-25T07:30:00Z',
  clearedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  machine: { id: 'm-1', serial: 'S-1' },
  site: { id: 'si-1', name: 'Plant 1', city: 'Bekasi', zone: 'Asia/Jakarta' },
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  ticket: null,
  ...change,
});
const show = async (
  alarms: readonly Alarm[],
  {
    permissions = ['alarms.acknowledge'],
    machineId,
    linked,
  }: { permissions?: string[]; machineId?: string; linked?: string } = {},
) => {
  const api = fakeApi({
    'GET /alarms': page(...alarms),
    'GET /machines/m-1/history': json({ series: [] }),
    'POST /alarms/*/acknowledge': json({}),
  });
  const screen = await renderPortal(<AlarmList machineId={machineId} linked={linked} />, {
    session: { permissions },
  });
  await eventually(() => expect(cellsOf(screen.container)).toHaveLength(alarms.length));
  return { api, ...screen };
};
const acknowledged = () => text('maker:alarms.acknowledgeCount', { count: 2 });
/** Cells with data, without the checkbox that selects the row. */
const dataOf = (container: Element, columns: number) =>
  cellsOf(container).map((cells) => cells.slice(-columns));

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the alarms', () => {
  it('show severity, place, peak, duration and state', async () => {
    const { container } = await show([
      alarm('1'),
      alarm('2', {
        severity: 'info',
        name: {},
        clearedAt: '2026-11-25T07:45:00Z',
        acknowledgedAt: '2026-11-25T07:40:00Z',
        site: null,
        ticket: { id: 't-1', number: 'T-7', state: 'new' },
      }),
    ]);
    expect(dataOf(container, 9)).toEqual([
      [
        text('state.critical'),
        'A-1 Oil too hot',
        'S-1',
        'Plant 1, Bekasi Textiles',
        '111.2 °C',
        expect.anything(),
        '30 min',
        text('state.open'),
        '—',
      ],
      [
        text('state.info'),
        'A-2 A-2',
        'S-1',
        'Bekasi Textiles',
        '111.2 °C',
        expect.anything(),
        '15 min',
        text('state.cleared'),
        'T-7',
      ],
    ]);
  });

  it('of one machine do not repeat it, and are requested for it', async () => {
    const { api, container } = await show([alarm('1')], { machineId: 'm-1' });
    expect(api.requests[0]?.query).toMatchObject({ machineId: 'm-1', state: 'open' });
    expect(cellsOf(container)[0]).not.toContain('S-1');
  });

  it('can be selected only with permission', async () => {
    await show([alarm('1')], { permissions: [] });
    expect(browser.getByRole('checkbox').elements()).toEqual([]);
  });
});

describe('the acknowledgement of alarms', () => {
  const tickAll = () => browser.getByRole('checkbox', { name: text('table.tickAll') }).click();

  it('of several sends one request each and clears the selection', async () => {
    const { api } = await show([alarm('1'), alarm('2')]);
    await tickAll();
    await browser.getByRole('button', { name: acknowledged() }).click();
    await eventually(() =>
      expect(api.changes().map(({ path }) => path)).toEqual([
        '/alarms/1/acknowledge',
        '/alarms/2/acknowledge',
      ]),
    );
    await expect.element(browser.getByText(text('maker:alarms.acknowledged', { count: 2 }))).toBeVisible();
    await expect.element(browser.getByRole('button', { name: acknowledged() })).not.toBeInTheDocument();
  });

  it('that fails shows the reason and keeps the selection', async () => {
    const { api } = await show([alarm('1'), alarm('2')]);
    api.answer('POST /alarms/2/acknowledge', problem(409, 'billing.content_changed'));
    await tickAll();
    await browser.getByRole('button', { name: acknowledged() }).click();
    await expect
      .element(browser.getByRole('alert'))
      .toHaveTextContent(text('errors:billing.content_changed'));
    await expect.element(browser.getByRole('button', { name: acknowledged() })).toBeEnabled();
  });

  it('of a selected alarm that fails shows the reason in its panel', async () => {
    const { api, getByText } = await show([alarm('1')]);
    api.answer('POST /alarms/*/acknowledge', problem(409, 'billing.content_changed'));
    await getByText('A-1').click();
    await browser.getByRole('button', { name: text('maker:alarms.acknowledge'), exact: true }).click();
    await expect
      .element(browser.getByRole('complementary').getByRole('alert'))
      .toHaveTextContent(text('errors:billing.content_changed'));
  });

  it.each<[Partial<Alarm>, string[], number]>([
    [{}, ['alarms.acknowledge'], 1],
    [{}, [], 0],
    [{ acknowledgedAt: '2026-11-25T07:40:00Z' }, ['alarms.acknowledge'], 0],
  ])('is offered for %j with %j: %i', async (change, permissions, count) => {
    const { getByText } = await show([alarm('1', change)], { permissions });
    await getByText('A-1').click();
    await expect.element(browser.getByRole('complementary')).toBeVisible();
    const button = browser.getByRole('button', { name: text('maker:alarms.acknowledge'), exact: true });
    expect(button.elements()).toHaveLength(count);
  });
});

describe('a selected alarm', () => {
  it('shows its values and its acknowledgement', async () => {
    const { container, getByText } = await show([
      alarm('1', { acknowledgedAt: '2026-11-25T07:40:00Z', acknowledgedBy: 'Wang Fang' }),
    ]);
    await getByText('A-1').click();
    expect(factsOf(container)).toMatchObject({
      [text('maker:alarms.raisedValue')]: '106 °C',
      [text('maker:alarms.peak')]: '111.2 °C',
      [text('maker:alarms.cleared')]: text('maker:alarms.stillOn'),
      [text('maker:alarms.acknowledgedBy')]: 'Wang Fang, 25 Nov 08:40',
      [text('maker:alarms.ticket')]: '—',
    });
  });

  it('is open if a link leads to it', async () => {
    const { container } = await show([alarm('1'), alarm('2')], { linked: '1' });
    expect(factsOf(container)).toMatchObject({ [text('maker:alarms.raisedValue')]: '106 °C' });
  });

  it('requests the curve from four hours before it was raised until now', async () => {
    const { api, getByText } = await show([alarm('1')]);
    await getByText('A-1').click();
    await eventually(() =>
      expect(api.requests.find(({ path }) => path.endsWith('/history'))?.query).toMatchObject({
        signals: 'oil_temp',
        from: '2026-11-25T03:30:00.000Z',
        to: expect.stringMatching(/^2026-11-25T08:0[01]:00.000Z$/) as string,
      }),
    );
  });
});
