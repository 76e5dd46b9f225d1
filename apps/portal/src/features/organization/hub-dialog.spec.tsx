/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { buildLegalEntity } from '../../../test/legal-entity.js';
import { renderPortal } from '../../../test/render.js';
import { text, withUnit } from '../../../test/text.js';
import { HubDialog } from './hub-dialog.js';

const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const degrees = (key: string) => browser.getByLabelText(withUnit(key, '°'), { exact: true });

describe('a new hub', () => {
  it('is sent with its code in capitals, hours of all weekdays and numbers', async () => {
    const api = fakeApi({
      'POST /hubs': problem(422, 'api.validation_failed', {
        fields: [
          { pointer: '/hours/open', code: 'validation.is_not_empty' },
          { pointer: '/latitude', code: 'validation.is_number' },
        ],
      }),
    });
    const close = vi.fn();
    await renderPortal(<HubDialog entities={[buildLegalEntity()]} onClose={close} />);
    const save = () => browser.getByRole('button', { name: text('action.save') }).click();
    await field('maker:settings.opens').fill('');
    await save();
    await expect.element(field('maker:settings.opens')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(degrees('maker:registry.latitude')).toHaveAttribute('aria-invalid', 'true');
    api.answer('POST /hubs', json({}));
    await field('maker:registry.name').fill('Warsaw');
    await field('maker:registry.code').fill('waw');
    await field('maker:settings.opens').fill('07:30');
    await degrees('maker:registry.latitude').fill('52.2');
    await degrees('maker:registry.longitude').fill('-21');
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[1]?.body).toEqual({
      name: 'Warsaw',
      code: 'WAW',
      legalEntityId: 'le-1',
      country: '',
      zone: 'Europe/Warsaw',
      hours: { days: [1, 2, 3, 4, 5], open: '07:30', close: '17:00' },
      latitude: 52.2,
      longitude: -21,
    });
  });
});
