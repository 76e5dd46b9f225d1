import fc from 'fast-check';
import { planShipment } from './shipment.js';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const NOW = day('2026-10-20');
const SHIPPED = day('2026-07-01');
const placement = (from: Date, to: Date | null = null) => ({ siteId: 's', from, to });
const COMMISSIONED = {
  shippedAt: SHIPPED,
  laterSteps: [day('2026-08-01')],
  placements: [placement(day('2026-08-01'))],
};
const SENT = { shippedAt: SHIPPED, laterSteps: [], placements: [placement(SHIPPED, day('2026-09-01'))] };

it.each([
  ['earlier', COMMISSIONED, '2026-05-01', { movesFirstPlacement: false }],
  ['later, up to the next step', COMMISSIONED, '2026-08-01', { movesFirstPlacement: false }],
  [
    'after the next step',
    COMMISSIONED,
    '2026-08-02',
    { code: 'equipment.shipped_after_use', since: day('2026-08-01') },
  ],
  ['in the future', SENT, '2026-10-21', { code: 'equipment.occurred_in_future' }],
  ['earlier, directly to a site', SENT, '2026-05-01', { movesFirstPlacement: true }],
  ['later, directly to a site', SENT, '2026-08-31', { movesFirstPlacement: true }],
])('corrects a shipment: %s', (_what, machine, wanted, outcome) => {
  expect(planShipment(machine, day(wanted), NOW)).toEqual(outcome);
});

it('rejects a shipment date that leaves no time for the first placement', () => {
  expect(planShipment(SENT, day('2026-09-01'), NOW)).toMatchObject({ code: 'equipment.shipped_after_use' });
});

it('never sets a shipment date after any other event of the machine', () => {
  const at = fc.date({ min: SHIPPED, max: NOW, noInvalidDate: true });
  const wanted = fc.date({ min: day('2020-01-01'), max: NOW, noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(at), at, wanted, (laterSteps, from, wish) => {
      const plan = planShipment({ shippedAt: SHIPPED, laterSteps, placements: [placement(from)] }, wish, NOW);
      const moves = from.getTime() === SHIPPED.getTime();
      const isAfter = laterSteps.some((step) => wish > step) || (!moves && wish > from);
      expect('code' in plan).toBe(isAfter);
    }),
  );
});
