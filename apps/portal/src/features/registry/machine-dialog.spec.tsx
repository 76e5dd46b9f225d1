/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { buildModel } from '../../../test/model.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { setServerTime } from '../../clock/clock.js';
import { MachineDialog } from './machine-dialog.js';
import { ModelDialog } from './models/model-dialog.js';

const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true }).click();
const select = async (key: string, option: string) => {
  await browser.getByRole('combobox', { name: text(key) }).click();
  await browser.getByRole('option', { name: option }).click();
};

describe('a new machine', () => {
  const open = async () => {
    setServerTime('2026-11-25T08:00:00Z', Date.now());
    const api = fakeApi({
      'GET /models': page(buildModel()),
      'GET /sites': page({ id: 'si-1', name: 'Otwock', customer: { id: 'cu-1', name: 'Nowa' } }),
      'POST /machines': json({ id: 'm-9' }),
    });
    const screen = await renderPortal(<MachineDialog onClose={() => undefined} />);
    return { api, screen };
  };
  afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

  it('is sent with model, owner and shipping day, and opens', async () => {
    const { api, screen } = await open();
    await field('maker:machineForm.serial').fill('BH75-1');
    await select('maker:machineForm.model', 'BH75, Screw compressor 75 kW');
    await select('maker:machineForm.owner', text('maker:owner.customer'));
    await press('maker:machineForm.verb');
    await eventually(() => expect(screen.router.state.location.href).toBe('/fleet/m-9'));
    expect(api.changes()[0]?.body).toEqual({
      serial: 'BH75-1',
      modelId: 'mo-1',
      owner: 'customer',
      shippedAt: '2026-11-25T00:00:00Z',
    });
  });

  it('is sent with its site, which is named with its customer', async () => {
    const { api } = await open();
    await select('maker:machineForm.site', 'Otwock, Nowa');
    await press('maker:machineForm.verb');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toMatchObject({ siteId: 'si-1', owner: 'maker' });
  });

  it('stays open with an error at its field', async () => {
    const { api, screen } = await open();
    api.answer(
      'POST /machines',
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/serial', code: 'validation.is_not_empty' }],
      }),
    );
    await press('maker:machineForm.verb');
    await expect.element(field('maker:machineForm.serial')).toHaveAttribute('aria-invalid', 'true');
    expect(screen.router.state.location.href).toBe('/');
  });
});

describe('a new model', () => {
  it.each([
    ['', {}],
    ['high_voltage', { requiredSkill: 'high_voltage' }],
  ])('with the skill "%s" is sent and then shown', async (skill, sent) => {
    const api = fakeApi({ 'GET /model-templates': page(), 'POST /models': json({ id: 'mo-9' }) });
    const added = vi.fn();
    await renderPortal(<ModelDialog onClose={() => undefined} onAdded={added} />);
    await field('maker:registry.code').fill('BH90');
    await field('maker:registry.name').fill('Screw 90');
    await field('maker:registry.skill').fill(skill);
    await press('action.save');
    await eventually(() => expect(added).toHaveBeenCalledExactlyOnceWith('mo-9'));
    expect(api.changes()[0]?.body).toEqual({ code: 'BH90', name: 'Screw 90', ...sent });
  });

  it('from a template shows what it contains, and takes its name until the user enters another', async () => {
    const template = (key: string, name: string) => ({
      key,
      name: { en: name },
      ...{ signals: 11, alarmRules: 7, meter: { en: 'Volume' }, meterUnit: 'm3' },
      attributes: { service_interval_hours: 8000 },
    });
    const api = fakeApi({
      'GET /model-templates': page(template('pump', 'Pump'), template('lift', 'Lift')),
      'POST /models/from-template': json({ id: 'mo-9' }),
    });
    const added = vi.fn();
    await renderPortal(<ModelDialog onClose={() => undefined} onAdded={added} />);
    const choose = async (name: string) => {
      await browser.getByRole('combobox', { name: text('maker:modelTemplates.label') }).click();
      await browser.getByRole('option', { name, exact: true }).click();
    };
    await choose('Lift');
    await expect.element(field('maker:registry.name')).toHaveValue('Lift');
    await choose('Pump');
    await expect.element(field('maker:registry.name')).toHaveValue('Pump');
    await expect
      .element(browser.getByText(text('maker:modelTemplates.signals', { number: 11 }), { exact: false }))
      .toBeVisible();
    await field('maker:registry.name').fill('Mine pump');
    await choose('Lift');
    await expect.element(field('maker:registry.name')).toHaveValue('Mine pump');
    await field('maker:registry.code').fill('L-1');
    await press('action.save');
    await eventually(() => expect(added).toHaveBeenCalledExactlyOnceWith('mo-9'));
    expect(api.changes()[0]?.body).toEqual({ template: 'lift', code: 'L-1', name: 'Mine pump' });
  });
});
