/// <reference types="vitest/globals" />
import { page, userEvent } from 'vitest/browser';
import { buildDispute, buildDisputedMeter } from '../../../../test/dispute.js';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text, withUnit } from '../../../../test/text.js';
import type { DisputeDetail } from '../../../api/types.js';
import { setServerTime } from '../../../clock/clock.js';
import { MeterTestDialog } from './meter-test-dialog.js';

const METERS = [buildDisputedMeter(), buildDisputedMeter({ usageId: 'u-2', serial: 'S-2' })];

const open = async (change: Partial<DisputeDetail> = {}) => {
  const api = fakeApi({ 'POST /disputes/d-1/meter-tests': json({}) });
  const close = vi.fn();
  await renderPortal(
    <MeterTestDialog dispute={buildDispute({ meters: METERS, ...change })} onClose={close} />,
  );
  const send = async () => {
    await page.getByRole('button', { name: text('meterTest.verb'), exact: true }).click();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    return api.changes()[0]?.body;
  };
  return { send };
};
const field = (key: string) => page.getByLabelText(text(key), { exact: true });
const percent = (key: string) => page.getByLabelText(withUnit(key, '%'), { exact: true });

describe('the record of a meter test', () => {
  afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

  it('sends only filled fields, without spaces', async () => {
    const { send } = await open();
    await field('meterTest.day').fill('18/11/2026');
    await percent('meterTest.error').fill(' -3.4 ');
    await field('meterTest.reference').fill(' GUM 12 ');
    expect(await send()).toEqual({
      usageId: 'u-1',
      testedOn: '2026-11-18',
      errorPercent: '-3.4',
      requestedBy: 'customer',
      reference: 'GUM 12',
    });
  });

  it('sends an own tolerance, an earlier test and the other party', async () => {
    const { send } = await open();
    await field('meterTest.day').fill('18/11/2026');
    await field('meterTest.lastDay').fill('2025-11-18');
    await percent('meterTest.error').fill('3.4');
    await percent('meterTest.tolerance').fill('2');
    await page.getByRole('combobox', { name: text('meterTest.requestedBy') }).click();
    await page.getByRole('option', { name: text('meterTest.party.supplier') }).click();
    expect(await send()).toMatchObject({
      lastTestedOn: '2025-11-18',
      tolerancePercent: '2',
      requestedBy: 'supplier',
    });
  });

  it('is about the meter of the disputed readings first', async () => {
    const { send } = await open({
      readings: {
        ...buildDisputedMeter({ usageId: 'u-2', serial: 'S-2' }),
        from: '2026-10-05T01:00:00Z',
        to: '2026-10-05T02:00:00Z',
      },
    });
    await expect
      .element(page.getByRole('combobox', { name: text('meterTest.meter') }))
      .toHaveValue(expect.stringMatching(/^S-2/));
    expect(await send()).toMatchObject({ usageId: 'u-2' });
  });

  it("cannot be later than the product's current day at the site", async () => {
    // The demo world can be weeks away from the browser's clock; in Jakarta it is already the next day.
    setServerTime('2026-11-25T18:00:00Z', Date.now());
    await open();
    for (const key of ['meterTest.day', 'meterTest.lastDay']) {
      await field(key).fill('27/11/2026');
      await userEvent.tab();
      await expect
        .element(field(key))
        .toHaveAccessibleDescription(expect.stringContaining(text('entry.date.max', { max: '26/11/2026' })));
    }
  });
});
