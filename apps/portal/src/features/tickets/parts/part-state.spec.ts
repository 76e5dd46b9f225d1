import { stateOfPart, type PartState } from './part-state.js';

describe('a part for a ticket', () => {
  it.each<[PartState, number, number | null, number | null, number | null]>([
    ['reserved', 2, 2, 0, 5],
    ['in_stock', 2, 0, 2, 0],
    ['in_stock', 2, 1, 1, 0],
    ['promised', 1, 0, 0, 1],
    ['promised', 2, 0, 1, 1],
    ['missing', 2, 0, 1, 0],
    ['missing', 1, 0, 0, 0],
    ['unknown', 1, null, null, null],
  ])('is %s', (state, quantity, reserved, availableAtDepot, reservedForOthers) => {
    expect(
      stateOfPart({ quantity, reserved, availableAtDepot, reservedForOthers }, { isPlanned: false }),
    ).toBe(state);
  });

  it.each<[PartState, number, number | null, number | null, number | null]>([
    ['reserved', 2, 2, 0, 5],
    ['waiting', 2, 0, 2, 0],
    ['waiting', 1, 0, 0, 1],
    ['waiting', 1, 0, 0, 0],
    ['unknown', 1, null, null, null],
  ])('is %s once the visit is planned', (state, quantity, reserved, availableAtDepot, reservedForOthers) => {
    expect(
      stateOfPart({ quantity, reserved, availableAtDepot, reservedForOthers }, { isPlanned: true }),
    ).toBe(state);
  });
});
