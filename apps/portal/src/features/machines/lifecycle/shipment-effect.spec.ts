import { describe, expect, it } from 'vitest';
import { effectOfShipment } from './shipment-effect.js';

const SHIPPED = '2026-05-10T08:00:00.000Z';
const at = (time: string): number => Date.parse(time);
const machine = {
  shippedAt: SHIPPED,
  firstStayFrom: SHIPPED,
  refused: [
    { ts: '2026-05-01T00:00:00.000Z' },
    { ts: '2026-05-04T12:00:00.000Z' },
    { ts: '2026-05-09T00:00:00.000Z' },
  ],
};

describe('the effect of a corrected shipment', () => {
  it('counts the refused messages that are stored after all, the corrected instant included', () => {
    expect(effectOfShipment(machine, at('2026-05-04T12:00:00Z'))).toMatchObject({
      admitted: 2,
      stillRefused: 1,
      isLater: false,
    });
  });

  it('says that a later time admits nothing', () => {
    expect(effectOfShipment(machine, at('2026-05-11T00:00:00Z'))).toMatchObject({
      admitted: 0,
      stillRefused: 3,
      isLater: true,
    });
  });

  it.each([
    ['that begins with the shipment moves along', SHIPPED, true],
    ['that begins later stays', '2026-06-01T00:00:00.000Z', false],
    ['that never was does not move', undefined, false],
  ])('says that a first stay %s', (_stay, firstStayFrom, movesFirstStay) => {
    const effect = effectOfShipment({ ...machine, firstStayFrom }, at('2026-05-01T00:00:00Z'));
    expect(effect).toMatchObject({ movesFirstStay });
  });

  it.each([
    ['the same time', at(SHIPPED)],
    ['no time', Number.NaN],
  ])('is nothing for %s', (_case, wanted) => {
    expect(effectOfShipment(machine, wanted)).toBeUndefined();
  });
});
