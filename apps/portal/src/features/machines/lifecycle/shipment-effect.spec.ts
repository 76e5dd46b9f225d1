import { describe, expect, it } from 'vitest';
import { previewShipment } from './shipment-effect.js';

const SHIPPED = '2026-05-10T08:00:00.000Z';
const at = (time: string): number => Date.parse(time);
const machine = {
  shippedAt: SHIPPED,
  firstPlacementFrom: SHIPPED,
  rejected: [
    { ts: '2026-05-01T00:00:00.000Z' },
    { ts: '2026-05-04T12:00:00.000Z' },
    { ts: '2026-05-09T00:00:00.000Z' },
  ],
};

describe('the effect of a corrected shipment', () => {
  it('counts rejected messages that will be stored, including one at the corrected time', () => {
    expect(previewShipment(machine, at('2026-05-04T12:00:00Z'))).toMatchObject({
      admitted: 2,
      stillRejected: 1,
      isLater: false,
    });
  });

  it('shows that a later time stores nothing more', () => {
    expect(previewShipment(machine, at('2026-05-11T00:00:00Z'))).toMatchObject({
      admitted: 0,
      stillRejected: 3,
      isLater: true,
    });
  });

  it.each([
    ['that begins at the shipment moves with it', SHIPPED, true],
    ['that begins later does not move', '2026-06-01T00:00:00.000Z', false],
    ['that does not exist does not move', undefined, false],
  ])('says that a first placement %s', (_stay, firstPlacementFrom, movesFirstPlacement) => {
    const effect = previewShipment({ ...machine, firstPlacementFrom }, at('2026-05-01T00:00:00Z'));
    expect(effect).toMatchObject({ movesFirstPlacement });
  });

  it.each([
    ['the same time', at(SHIPPED)],
    ['no time', Number.NaN],
  ])('is undefined for %s', (_case, wanted) => {
    expect(previewShipment(machine, wanted)).toBeUndefined();
  });
});
