/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { buildExportJob } from '../../../../test/export.js';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { buildModel } from '../../../../test/model.js';
import { renderPortal } from '../../../../test/render.js';
import { plain, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { ExportJob } from '../../../api/types.js';
import { setServerTime } from '../../../clock/clock.js';
import { ExportJobDialog } from './export-job-dialog.js';
import { ExportJobList } from './export-job-list.js';

const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true });

describe('a new one-off export', () => {
  const open = async () => {
    setServerTime('2026-11-25T08:00:00Z', Date.now());
    const api = fakeApi({
      'GET /models': page(buildModel()),
      'GET /machines': page(),
      'POST /export-jobs': json({}),
    });
    const close = vi.fn();
    await renderPortal(<ExportJobDialog onClose={close} />);
    return { api, close };
  };
  afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

  it('covers all machines and signals of the last week by default', async () => {
    const { api, close } = await open();
    await press('exports.once.start').click();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      signals: [],
      format: 'csv',
      formulas: 'escape',
      from: '2026-11-18T08:00:00.000Z',
      to: '2026-11-25T08:00:00.000Z',
    });
  });

  it("sends the entered period in the user's zone, and shows an error at an empty time", async () => {
    const { api } = await open();
    api.answer(
      'POST /export-jobs',
      problem(422, 'api.validation_failed', { fields: [{ pointer: '/to', code: 'validation.is_instant' }] }),
    );
    const to = browser.getByLabelText(text('exports.once.to'));
    await browser.getByLabelText(text('exports.once.from')).fill('01/07/2026 00:00');
    await to.fill('');
    await press('exports.once.start').click();
    await expect.element(to).toHaveAttribute('aria-invalid', 'true');
    // In July, Warsaw is two hours ahead of UTC.
    expect(api.changes()[0]?.body).toMatchObject({ from: '2026-06-30T22:00:00.000Z', to: '' });
  });
});

describe('the one-off exports', () => {
  const show = async (...jobs: readonly ExportJob[]) => {
    const api = fakeApi({ 'GET /export-jobs': page(...jobs), 'DELETE /export-jobs/job-1': json(undefined) });
    const screen = await renderPortal(<ExportJobList />);
    await eventually(() => expect(screen.container.querySelectorAll('li')).toHaveLength(jobs.length));
    return { api, ...screen };
  };

  it('explain that there are none', async () => {
    const screen = await show();
    await expect.element(screen.getByText(text('exports.once.emptyTitle'))).toBeVisible();
  });

  it('show period, content, size and expiry', async () => {
    const { container } = await show(
      buildExportJob({ machines: ['S-1'], signals: ['air_m3_total'], expiresAt: '2026-12-02T08:00:00Z' }),
    );
    expect(textsOf(container, 'b')).toEqual(['1 Nov 2026 – 8 Nov 2026']);
    expect(textsOf(container, 'li p')).toEqual([
      ['S-1', text('signal.air_m3_total'), text('exports.formats.csv')].join(' · '),
      plain(
        [
          '2.5 MB',
          text('exports.values', { count: 1200, written: '1,200' }),
          text('exports.once.until', { at: '2 Dec 09:00' }),
        ].join(' · '),
      ),
    ]);
  });

  it('show the reason for a failure', async () => {
    const { container } = await show(
      buildExportJob({ state: 'failed', file: null, fault: { code: 'a_fault.without_text', params: {} } }),
    );
    expect(textsOf(container, 'li p').at(-1)).toBe('a fault without text');
  });

  it.each([
    ['running', 'exports.once.cancel', 'exports.once.cancelTitle'],
    ['done', 'exports.remove', 'exports.once.deleteTitle'],
  ] as const)('can be stopped or deleted after a confirmation: %s', async (state, verb, title) => {
    const { api } = await show(buildExportJob({ state, total: 4 }));
    await press(verb).click();
    await expect.element(browser.getByRole('heading', { name: text(title) })).toBeVisible();
    expect(api.changes()).toEqual([]);
    await press(verb).last().click();
    await eventually(() => expect(api.changes()[0]?.path).toBe('/export-jobs/job-1'));
  });
});
