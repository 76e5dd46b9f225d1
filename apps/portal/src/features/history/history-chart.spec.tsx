/// <reference types="vitest/globals" />
import { userEvent } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem, type SentRequest } from '../../../test/fake-api.js';
import { renderPage } from '../../../test/render-page.js';
import { text } from '../../../test/text.js';
import type { Live, Machine, MachineHistory as History } from '../../api/types.js';
import { setServerTime } from '../../clock/clock.js';
import { MachineHistory } from './machine-history.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-25T08:00:00Z');
const NO_LIMITS = { warnLow: null, warnHigh: null, tripLow: null, tripHigh: null };

const SIGNALS = {
  pressure_bar: { unit: 'bar', kind: 'gauge', decimals: 2, base: 7 },
  discharge_temp_c: { unit: 'Cel', kind: 'gauge', decimals: 1, base: 80 },
  energy_kwh_total: { unit: 'kW.h', kind: 'counter', decimals: 0, base: 1000 },
  air_m3_total: { unit: 'm3', kind: 'counter', decimals: 0, base: 9000 },
} as const;
type Key = keyof typeof SIGNALS;

const live = (keys: readonly Key[]): Live =>
  ({
    connected: true,
    lastSeenAt: null,
    silentSince: null,
    values: Object.fromEntries(
      keys.map((key) => [
        key,
        { value: SIGNALS[key].base, unit: SIGNALS[key].unit, kind: SIGNALS[key].kind },
      ]),
    ),
  }) as unknown as Live;

const MACHINE = { id: 'm1', serial: 'S-1', model: { name: 'BH-110' }, signals: [] } as unknown as Machine;

const listOf = ({ search }: SentRequest, name: string): string[] => new URLSearchParams(search).getAll(name);

/** A history with one point per hour, or one bucket for a total. */
function historyOf(request: SentRequest): History[] {
  const { query } = request;
  const [from, to] = [Date.parse(query['from'] ?? ''), Date.parse(query['to'] ?? '')];
  const isTotal = query['resolution'] === 'total';
  const isEnergy = listOf(request, 'aggregate')[0] === 'increase';
  const series = listOf(request, 'signals').map((key) => {
    const { unit, kind, decimals, base } = SIGNALS[key as Key];
    const times = isTotal ? [from] : Array.from({ length: 24 }, (_, i) => from + (i * (to - from)) / 24);
    const points = times.map((at, i) =>
      isTotal
        ? [at, base - 1, base, base + 1, 24, 1440]
        : isEnergy
          ? [at, base / 100, base]
          : [at, base, base + i / 10, base + i],
    );
    return { key, unit, kind, decimals, limits: NO_LIMITS, points, line: null };
  });
  return listOf(request, 'machines').map((machineId) => ({
    machineId,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    basis: 'minutes',
    bucketSeconds: 300,
    resolution: null,
    zone: 'UTC',
    aggregates: ['min', 'mean', 'max', 'last'],
    keptFrom: null,
    readingsKeptFrom: null,
    earlierMeansUntil: null,
    series,
    gaps: [],
    duty: [],
  }));
}

const ALARM = {
  id: 'a1',
  code: 'A12',
  name: { en: 'High discharge temperature' },
  severity: 'warning',
  signalKey: 'discharge_temp_c',
  raisedAt: new Date(NOW - 10 * HOUR).toISOString(),
  clearedAt: new Date(NOW - 6 * HOUR).toISOString(),
};
const VISIT = {
  id: 'v1',
  from: new Date(NOW - 5 * HOUR).toISOString(),
  to: new Date(NOW - 3 * HOUR).toISOString(),
  technician: { id: 't1', name: 'Sari' },
  ticket: { id: 'ti1', number: 'TK-1042', machine: { id: 'm1' } },
};

async function showing(search = '', keys: readonly Key[] = ['pressure_bar', 'discharge_temp_c']) {
  setServerTime('2026-11-25T07:59:30Z', Date.now());
  const api = fakeApi({
    'GET /histories': (request) => json({ machines: historyOf(request) }),
    'GET /alarms': page(ALARM),
    'GET /visits': page(VISIT, { ...VISIT, id: 'v2', ticket: { ...VISIT.ticket, machine: { id: 'other' } } }),
    'GET /machines/m1/counter-differences': json({
      counters: [
        { key: 'energy_kwh_total', advance: '1250.5' },
        { key: 'air_m3_total', advance: '10004' },
      ],
    }),
    'GET /machines/m2': json({ ...MACHINE, id: 'm2', serial: 'S-2' }),
    'GET /machines': page(),
  });
  const screen = await renderPage(
    <MachineHistory
      machine={MACHINE}
      live={live(keys)}
      links={{
        alarm: ({ id }) => ({ to: '/alarms', search: { alarm: id } }),
        ticket: (id) => ({ to: `/tickets/${id}` }),
      }}
      initialRange="24h"
    />,
    { path: `/${search}`, session: { permissions: ['fleet.read', 'tickets.read'] } },
  );
  return { api, screen, container: screen.container };
}

const requestsOf = (requests: readonly SentRequest[], path = '/histories') =>
  requests.filter((request) => request.path === path);

afterEach(() => void vi.restoreAllMocks());

describe('the history of a machine', () => {
  it('shows several signals in one chart, each in the legend', async () => {
    const { screen, container } = await showing();
    await expect.element(screen.getByText(text('history.selectPeriod'))).toBeVisible();
    await eventually(() => expect(container.querySelectorAll('canvas')).toHaveLength(1));
    const legend = screen.getByRole('list', { name: /^Legend/ });
    await eventually(() => expect(legend.getByRole('listitem').elements()).toHaveLength(2));
  });

  it('shows one chart per signal on request, and keeps that in the address', async () => {
    const { screen, container } = await showing();
    await screen.getByRole('button', { name: text('history.apart') }).click();
    await eventually(() => expect(container.querySelectorAll('canvas')).toHaveLength(2));
    expect(screen.router.state.location.search).toMatchObject({ charts: 'apart' });
  });

  it('links alarms and visits of this machine from the lane above the chart', async () => {
    const { screen } = await showing();
    const lane = screen.getByRole('list', { name: text('history.bands') });
    await expect
      .element(lane.getByRole('link', { name: /A12 High discharge temperature/ }))
      .toHaveAttribute('href', '/alarms?alarm=a1');
    await expect
      .element(lane.getByRole('link', { name: /TK-1042.*Sari/ }))
      .toHaveAttribute('href', '/tickets/ti1');
    expect(lane.getByRole('link').elements()).toHaveLength(2);
  });

  it('draws the earlier period dashed on the same axis and names its dates', async () => {
    const { screen, api } = await showing('?versus=week&signals=pressure_bar');
    const legend = screen.getByRole('list', { name: /^Legend/ });
    await eventually(() => expect(legend.getByRole('listitem').elements()).toHaveLength(2));
    expect(legend.element().textContent).toContain(
      text('history.earlierSpan', { from: '17 Nov 09:00', to: '18 Nov 09:00' }),
    );
    expect(requestsOf(api.requests).map(({ query }) => query['from'])).toContain('2026-11-17T08:00:00.000Z');
  });

  it('shows compared machines in one chart per signal', async () => {
    const { screen, container } = await showing('?with=m2');
    await eventually(() => expect(container.querySelectorAll('canvas')).toHaveLength(2));
    await expect.element(screen.getByRole('list', { name: /^Legend/ }).first()).toHaveTextContent('S-2');
  });

  it('shows the statistics of a period that is selected without a pointer', async () => {
    const { screen, api } = await showing('?signals=energy_kwh_total', ['energy_kwh_total', 'pressure_bar']);
    await screen.getByRole('button', { name: text('history.selectPeriod') }).click();
    const table = screen.getByRole('table');
    await expect.element(table.getByRole('rowheader')).toHaveTextContent('Energy');
    expect(
      table
        .getByRole('cell')
        .elements()
        .map((cell) => cell.textContent),
    ).toEqual(['999\u00a0kWh', '1,000\u00a0kWh', '1,001\u00a0kWh', '24\u00a0kWh', '1,440']);
    const total = requestsOf(api.requests).find(({ query }) => query['resolution'] === 'total');
    expect(total?.query).toMatchObject({
      from: '2026-11-24T14:00:00.000Z',
      to: '2026-11-25T02:00:00.000Z',
    });
    await screen.getByRole('button', { name: text('history.zoomToSelection') }).click();
    await eventually(() =>
      expect(screen.router.state.location.search).toEqual({
        signals: 'energy_kwh_total',
        span: '2026-11-24T14:00:00Z~2026-11-25T02:00:00Z',
      }),
    );
  });

  it('clears the selection with Escape before it resets the zoom', async () => {
    const { screen } = await showing('?selection=2026-11-24T14:00:00Z~2026-11-25T02:00:00Z');
    await expect
      .element(screen.getByRole('region', { name: text('history.selection'), exact: true }))
      .toBeVisible();
    screen
      .getByRole('group', { name: /Press plus or minus/ })
      .element()
      .focus();
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('button', { name: text('history.selectPeriod') })).toBeVisible();
  });

  it('shows the values as a table', async () => {
    const { screen } = await showing('?signals=pressure_bar');
    await screen.getByRole('button', { name: new RegExp(text('chart.showTable')) }).click();
    const rows = screen.getByRole('table').getByRole('row');
    expect(rows.elements()).toHaveLength(25);
    expect(rows.nth(2).element().textContent).toContain('7.10 (7.00–8.00)');
  });

  it('shows energy and specific power, and the latter as a line', async () => {
    const keys: Key[] = ['pressure_bar', 'energy_kwh_total', 'air_m3_total'];
    const { screen } = await showing('?signals=specific_power', keys);
    const tile = screen.getByRole('region', { name: text('energy.title') });
    await expect.element(tile).toHaveTextContent('0.125 kWh/m³');
    await expect.element(tile).toHaveTextContent('1,251 kWh');
    await eventually(() =>
      expect(screen.container.querySelector('figcaption')?.textContent).toContain('0.111\u00a0kWh/m³'),
    );
  });

  it('offers no specific power without a volume', async () => {
    const { screen } = await showing('', ['pressure_bar', 'energy_kwh_total']);
    await expect.element(screen.getByText(text('history.selectPeriod'))).toBeVisible();
    expect(screen.getByRole('region', { name: text('energy.title') }).elements()).toHaveLength(0);
  });

  it('keeps its drawing until the data of another range has arrived', async () => {
    const { screen, api, container } = await showing();
    await eventually(() => expect(container.querySelectorAll('canvas')).toHaveLength(1));
    let release: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => (release = resolve));
    api.answer('GET /histories', async (request) => {
      await waiting;
      return json({ machines: historyOf(request) });
    });
    await screen.getByText(text('history.range.7d')).click();
    await eventually(() => expect(container.querySelector('[aria-busy="true"] canvas')).not.toBeNull());
    release?.();
    await eventually(() => expect(container.querySelector('[aria-busy="false"] canvas')).not.toBeNull());
  });

  it('says what failed and retries', async () => {
    const { screen, api } = await showing();
    await expect.element(screen.getByText(text('history.selectPeriod'))).toBeVisible();
    api.answer('GET /histories', problem(500, 'internal'));
    await screen.getByText(text('history.range.7d')).click();
    await expect.element(screen.getByRole('alert')).toHaveTextContent(text('history.failed'));
    api.answer('GET /histories', (request) => json({ machines: historyOf(request) }));
    await screen.getByRole('button', { name: text('error.retry') }).click();
    await expect.element(screen.getByText(text('history.selectPeriod'))).toBeVisible();
  });

  it('asks for a signal if none is selected', async () => {
    const { screen } = await showing('?signals=');
    await expect.element(screen.getByText(text('history.noSignals'))).toBeVisible();
  });

  it('copies a link to exactly what is shown', async () => {
    const { screen } = await showing('?signals=discharge_temp_c,pressure_bar');
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await eventually(() => expect(screen.container.querySelector('canvas')).not.toBeNull());
    await screen.getByRole('button', { name: text('chart.copyLink') }).click();
    await eventually(() => expect(written).toHaveBeenCalledOnce());
    const { searchParams } = new URL(written.mock.calls[0]?.[0] ?? '');
    expect(searchParams.get('span')).toBe('2026-11-24T08:00:00Z~2026-11-25T08:00:00Z');
    expect(searchParams.get('signals')).toBe('discharge_temp_c,pressure_bar');
  });

  it.each([
    ['table.exportCsv', 'text/csv;charset=utf-8'],
    ['chart.exportPicture', 'image/png'],
  ])('exports what is shown: %s', async (item, type) => {
    const { screen } = await showing();
    await eventually(() => expect(screen.container.querySelector('canvas')).not.toBeNull());
    const saved: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      saved.push(file as Blob);
      return 'blob:saved';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await screen.getByRole('button', { name: text('table.export') }).click();
    await screen.getByRole('menuitem', { name: text(item) }).click();
    await eventually(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.type).toBe(type);
    if (type.startsWith('text')) {
      const [header, first] = ((await saved[0]?.text()) ?? '').split('\r\n');
      expect(header).toContain('"Header pressure (bar), Mean"');
      expect(first).toMatch(/^2026-11-24T08:00:00\.000Z,/);
    }
  });
});
