/// <reference types="vitest/globals" />
import { page, userEvent } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { OpenDisputeDialog, type DisputeTarget } from './open-dispute-dialog.js';

const ABOUT: DisputeTarget = {
  invoiceId: 'i-1',
  currency: 'EUR',
  periodFrom: '2026-10-01',
  periodTo: '2026-11-01',
  line: { id: 'line-1', name: 'Compressed air' },
  lastDay: '2026-12-31',
};

const open = async (change: Partial<DisputeTarget> = {}) => {
  const api = fakeApi({ 'POST /invoices/i-1/disputes': json({ id: 'd-1' }) });
  const close = vi.fn();
  const screen = await renderPortal(
    <OpenDisputeDialog about={{ ...ABOUT, ...change }} base="/plant/costs/disputes" onClose={close} />,
  );
  const send = () => page.getByRole('button', { name: text('dispute.openVerb') }).click();
  return { api, close, screen, send };
};
const claim = () => page.getByLabelText(text('dispute.claimLabel'));

describe('a dispute', () => {
  it('of a line sends the entered values and opens', async () => {
    const { api, close, screen, send } = await open();
    await claim().fill('The counter ran on while we were closed.');
    await page.getByLabelText(text('dispute.from')).fill('5/10/2026');
    await send();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      subject: 'quantity',
      claim: 'The counter ran on while we were closed.',
      lineId: 'line-1',
      from: '2026-10-05',
    });
    await eventually(() => expect(screen.router.state.location.href).toBe('/plant/costs/disputes/d-1'));
  });

  it('of a whole invoice names no line', async () => {
    const { api, send } = await open({ line: null });
    await claim().fill('Too much');
    await send();
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({ subject: 'quantity', claim: 'Too much' }),
    );
  });

  it('can only cover days of the invoice', async () => {
    await open();
    const from = page.getByLabelText(text('dispute.from'));
    for (const [typed, fault, params] of [
      ['30/9/2026', 'min', { min: '01/10/2026' }],
      ['1/11/2026', 'max', { max: '31/10/2026' }],
    ] as const) {
      await from.fill(typed);
      await userEvent.tab();
      await expect.element(from).toHaveAccessibleDescription(text(`entry.date.${fault}`, params));
    }
  });

  it('is retried with a new idempotency key after an error, because its content may change', async () => {
    const { api, close, send } = await open();
    api.answer('POST /invoices/i-1/disputes', problem(409, 'invoicing.disputed_already'));
    await send();
    await expect.element(page.getByRole('alert')).toBeVisible();
    api.answer('POST /invoices/i-1/disputes', json({ id: 'd-1' }));
    await send();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    const keys = api.changes().map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('of downtime is prefilled with its days and claim', async () => {
    const { api, send } = await open({
      downtime: {
        machine: { id: 'm-1', serial: 'S-1' },
        from: '2026-10-05T01:00:00Z',
        to: '2026-10-05T09:00:00Z',
        claim: 'S-1 stood still.',
        days: { from: '2026-10-05', to: '2026-10-05' },
        zone: 'Asia/Jakarta',
      },
    });
    await send();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      subject: 'service',
      claim: 'S-1 stood still.',
      lineId: 'line-1',
      from: '2026-10-05',
      to: '2026-10-05',
      stop: { machineId: 'm-1', from: '2026-10-05T01:00:00Z', to: '2026-10-05T09:00:00Z' },
    });
  });

  it.each([true, false])(
    'includes selected readings by default, others only when ticked: %s',
    async (areChosen) => {
      const { api, send } = await open({
        readings: {
          usageId: 'u-1',
          meter: 'FM-1',
          from: '2026-10-05T01:00:00Z',
          to: '2026-10-05T02:00:00Z',
          day: '2026-10-05',
          zone: 'Asia/Jakarta',
          areChosen,
        },
      });
      await claim().fill('These jump');
      await send();
      await eventually(() => expect(api.changes()).toHaveLength(1));
      const readings = { usageId: 'u-1', from: '2026-10-05T01:00:00Z', to: '2026-10-05T02:00:00Z' };
      expect(api.changes()[0]?.body).toEqual({
        subject: 'quantity',
        claim: 'These jump',
        lineId: 'line-1',
        ...(areChosen && { from: '2026-10-05', to: '2026-10-05', readings }),
      });
    },
  );
});
