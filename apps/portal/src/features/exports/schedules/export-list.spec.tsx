/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { buildExportRun, buildExportSchedule } from '../../../../test/export.js';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { cellsOf, factsOf } from '../../../../test/screen-texts.js';
import { buildSession } from '../../../../test/session.js';
import { text } from '../../../../test/text.js';
import type { ExportSchedule, Role } from '../../../api/types.js';
import { ExportList } from './export-list.js';

const show = async (
  schedules: readonly ExportSchedule[],
  { path = '/', permissions = ['export.schedule'], role = 'engineer' as Role } = {},
) => {
  const api = fakeApi({
    'GET /export-schedules': page(...schedules),
    'GET /export-schedules/x-1/runs': page(buildExportRun()),
    'POST /export-schedules/x-1/runs': json({}),
    'PATCH /export-schedules/x-1': json({}),
    'DELETE /export-schedules/x-1': json(undefined),
  });
  const screen = await renderPage(<ExportList />, {
    path,
    session: { permissions, membership: { ...buildSession().membership, role } },
  });
  await eventually(() => expect(cellsOf(screen.container)).toHaveLength(schedules.length));
  return { api, ...screen };
};
/** The component kit renders dialogs in place during tests, where the panel covers their buttons. */
const click = async (name: string) => {
  await expect.element(browser.getByRole('button', { name, exact: true }).last()).toBeVisible();
  (browser.getByRole('button', { name, exact: true }).last().element() as HTMLElement).click();
};

describe('the scheduled exports', () => {
  const CUSTOMERS = buildExportSchedule({ customer: { id: 'cu-1', name: 'Bekasi Textiles' } });

  it('show machines, schedule, last and next file', async () => {
    const { container } = await show([
      buildExportSchedule({ lastRun: buildExportRun() }),
      buildExportSchedule({ id: 'x-2', nextAt: null, paused: true }),
    ]);
    const [first, second] = cellsOf(container);
    expect(first?.slice(0, 4)).toEqual([
      'Readings',
      text('exports.allMachines'),
      text('exports.when.day', { hour: '06:00', city: 'Warsaw' }),
      text('exports.state.done'),
    ]);
    expect(second?.slice(3)).toEqual(['—', text('exports.paused')]);
  });

  it.each<[Role, string]>([
    ['engineer', `All machines · Bekasi Textiles`],
    ['customer_admin', 'All machines'],
  ])('name the customer to a %s as "%s"', async (role, written) => {
    const { container } = await show([CUSTOMERS], { role });
    expect(cellsOf(container)[0]?.[1]).toBe(written);
  });

  it('cannot be added without permission', async () => {
    await show([buildExportSchedule()], { permissions: [] });
    expect(browser.getByRole('button', { name: text('exports.add') }).elements()).toEqual([]);
  });
});

describe('a selected export', () => {
  const OPEN = { path: '/?export=x-1' };

  it('shows its content and files', async () => {
    const { container } = await show(
      [buildExportSchedule({ signals: ['air_m3_total', 'oil_temp'], format: 'ndjson' })],
      OPEN,
    );
    await expect.element(browser.getByRole('link', { name: text('exports.download') })).toBeVisible();
    expect(factsOf(container)).toMatchObject({
      [text('exports.machines')]: text('exports.allMachines'),
      [text('exports.signals')]: expect.stringContaining(' and ') as string,
      [text('exports.format')]: text('exports.formats.ndjson'),
      [text('exports.keep')]: text('exports.files', { count: 30 }),
    });
  });

  it('runs now, and a file is written again after a confirmation', async () => {
    const { api } = await show([buildExportSchedule()], OPEN);
    await click(text('exports.runNow'));
    await eventually(() => expect(api.changes()[0]?.body).toEqual({}));
    await click(text('exports.again'));
    await expect
      .element(browser.getByText(text('exports.againTitle', { period: '24 Nov 2026' })))
      .toBeInTheDocument();
    await click(text('exports.again'));
    await eventually(() => expect(api.changes()[1]?.body).toEqual({ runId: 'run-1' }));
  });

  it('cannot run while it is running', async () => {
    await show([buildExportSchedule({ lastRun: buildExportRun({ state: 'waiting' }) })], OPEN);
    await expect.element(browser.getByRole('button', { name: text('exports.runNow') })).toBeDisabled();
  });

  it.each([
    [false, 'exports.pause', true],
    [true, 'exports.resume', false],
  ])('that is paused (%s) can %s', async (paused, key, sent) => {
    const { api } = await show([buildExportSchedule({ paused })], OPEN);
    await click(text('exports.more'));
    const item = browser.getByRole('menuitem', { name: text(key) });
    await expect.element(item).toBeInTheDocument();
    (item.element() as HTMLElement).click();
    await eventually(() => expect(api.changes()[0]?.body).toEqual({ paused: sent }));
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"3"');
  });

  it('offers no action without permission', async () => {
    await show([buildExportSchedule()], { ...OPEN, permissions: [] });
    await expect.element(browser.getByRole('link', { name: text('exports.download') })).toBeVisible();
    expect(browser.getByRole('button', { name: text('exports.runNow') }).elements()).toEqual([]);
    expect(browser.getByRole('button', { name: text('exports.again') }).elements()).toEqual([]);
  });
});
