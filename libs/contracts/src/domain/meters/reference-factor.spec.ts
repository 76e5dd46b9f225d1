import { isPossibleState, referenceFactor } from './reference-factor.js';

const state = (celsius: string, mbar: string) => ({ celsius, mbar });

describe('reference conditions', () => {
  it.each([
    ['a normal cubic metre at 20 °C and 1 bar', state('0', '1013.25'), state('20', '1000'), '1.08744'],
    ['back again', state('20', '1000'), state('0', '1013.25'), '0.91959'],
    ['the same conditions', state('15', '1013.25'), state('15', '1013.25'), '1'],
    ['operating at 7 bar and 35 °C', state('35', '8000'), state('0', '1013.25'), '6.99862'],
  ])('%s', (_, from, to, factor) => {
    expect(referenceFactor({ from, to }).toFixed()).toBe(factor);
  });

  it.each([
    [state('-273.15', '1000'), false],
    [state('-273.14', '1000'), true],
    [state('20', '0'), false],
    [state('20', '-1'), false],
  ])('%j is possible: %s', (gas, isPossible) => expect(isPossibleState(gas)).toBe(isPossible));
});
