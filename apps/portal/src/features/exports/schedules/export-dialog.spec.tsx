/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { buildExportSchedule } from '../../../../test/export.js';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../../test/fake-api.js';
import { buildModel } from '../../../../test/model.js';
import { renderPortal } from '../../../../test/render.js';
import { buildSession } from '../../../../test/session.js';
import { text } from '../../../../test/text.js';
import type { ExportSchedule, Role } from '../../../api/types.js';
import { ExportDialog } from './export-dialog.js';

const open = async (schedule?: ExportSchedule, role: Role = 'engineer') => {
  const api = fakeApi({
    'GET /models': page(buildModel()),
    'GET /customers': page({ id: 'cu-1', name: 'Bekasi Textiles' }, { id: 'cu-2', name: 'Bekasi Dyes' }),
    'POST /export-schedules': json({ id: 'x-9' }),
    'PATCH /export-schedules/x-1': json({ id: 'x-1' }),
  });
  const saved = vi.fn();
  const membership = { ...buildSession().membership, role };
  await renderPortal(<ExportDialog schedule={schedule} onClose={() => undefined} onSaved={saved} />, {
    session: { membership },
  });
  const save = () => browser.getByRole('button', { name: text('action.save') }).click();
  const sent = async () => {
    await save();
    await eventually(() => expect(saved).toHaveBeenCalledTimes(1));
    return api.changes()[0];
  };
  return { api, save, saved, sent };
};
const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const box = (key: string) => browser.getByRole('combobox', { name: text(key), exact: true });
const select = async (key: string, option: string) => {
  await box(key).click();
  await browser.getByRole('option', { name: option, exact: true }).click();
};

describe('a new scheduled export', () => {
  it("covers everything, every day at six in the user's zone, unless changed", async () => {
    const { sent, saved } = await open();
    await field('exports.name').fill(' Readings ');
    expect((await sent())?.body).toEqual({
      name: 'Readings',
      machines: { of: 'all', ids: [] },
      signals: [],
      format: 'csv',
      formulas: 'escape',
      every: 'day',
      hour: 6,
      zone: 'Europe/Warsaw',
      keep: 30,
    });
    expect(saved).toHaveBeenCalledWith('x-9');
  });

  it('of a model sends the selected models, and nothing once all machines are selected again', async () => {
    const { api, save, sent } = await open();
    api.answer('POST /export-schedules', problem(422, 'api.validation_failed', { fields: [] }));
    await select('exports.machines', text('exports.choice.model'));
    await select('exports.chosen.model', 'Screw compressor 75 kW');
    await save();
    await eventually(() =>
      expect(api.changes()[0]?.body).toMatchObject({ machines: { of: 'model', ids: ['mo-1'] } }),
    );
    api.answer('POST /export-schedules', json({ id: 'x-9' }));
    await select('exports.machines', text('exports.choice.all'));
    await sent();
    expect(api.changes()[1]?.body).toMatchObject({ machines: { of: 'all', ids: [] } });
  });

  it('shows that machines are missing at their field', async () => {
    const { api, save } = await open();
    api.answer(
      'POST /export-schedules',
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/machines/ids', code: 'validation.is_not_empty' }],
      }),
    );
    await select('exports.machines', text('exports.choice.model'));
    await save();
    await expect.element(browser.getByText(text('errors:validation.is_not_empty'))).toBeVisible();
  });

  it('treats formulas only in CSV files', async () => {
    await open();
    await expect.element(box('exports.formulas.label')).toBeVisible();
    await select('exports.format', text('exports.formats.parquet'));
    await expect.element(box('exports.formulas.label')).not.toBeInTheDocument();
  });
});

describe('a scheduled export of a customer', () => {
  it('names the customer if the user has several, and offers no machines of others', async () => {
    const { sent } = await open(undefined, 'customer_admin');
    await select('exports.customer', 'Bekasi Dyes');
    await box('exports.machines').click();
    const choices = browser.getByRole('option').elements();
    expect(choices.map((choice) => choice.textContent)).not.toContain(text('exports.choice.customer'));
    await browser.getByRole('option', { name: text('exports.choice.all'), exact: true }).click();
    expect((await sent())?.body).toMatchObject({ customerId: 'cu-2' });
  });
});

describe('the edit of a scheduled export', () => {
  it('starts with its values and is based on the displayed version', async () => {
    const { sent } = await open(
      buildExportSchedule({
        machines: { of: 'model', chosen: [{ id: 'mo-2', name: 'Old compressor' }] },
        hour: 0,
        format: 'ndjson',
        zone: 'Asia/Shanghai',
      }),
    );
    await expect.element(box('exports.hour')).toHaveValue('00:00');
    await field('exports.keep').fill('7');
    const request = await sent();
    expect(request?.body).toMatchObject({
      name: 'Readings',
      machines: { of: 'model', ids: ['mo-2'] },
      format: 'ndjson',
      hour: 0,
      zone: 'Asia/Shanghai',
      keep: 7,
    });
    expect(request?.body).not.toHaveProperty('customerId');
    expect(request?.headers.get('if-match')).toBe('"3"');
  });
});
