/// <reference types="vitest/globals" />
import type { Live, Signal } from '../../../api/types.js';
import { orderGauges } from './order-gauges.js';

const value = (kind: 'gauge' | 'counter'): Live['values'][string] => ({
  value: 1,
  at: '2026-11-25T10:00:00Z',
  unit: 'bar',
  kind,
  decimals: 2,
  quality: 0,
  device: { id: 'd', code: 'D' },
});
const limits = (warnHigh: string | null): Signal['limits'] => ({
  warnHigh,
  warnLow: null,
  tripHigh: null,
  tripLow: null,
});
const SIGNALS = [
  { key: 'pressure', limits: limits('8') },
  { key: 'current', limits: limits(null) },
  { key: 'temperature', limits: limits('100') },
];

describe('the order of a machine’s gauges', () => {
  it.each([
    [
      "signals with limits first, each group in the model's order",
      [],
      ['pressure', 'temperature', 'current', 'adopted'],
    ],
    [
      'signals with an alarm first of all',
      ['temperature'],
      ['temperature', 'pressure', 'current', 'adopted'],
    ],
  ])('puts %s', (_name, alarmed, expected) => {
    const values = {
      adopted: value('gauge'),
      current: value('gauge'),
      hours: value('counter'),
      pressure: value('gauge'),
      temperature: value('gauge'),
    };
    expect(orderGauges(values, SIGNALS, alarmed)).toEqual(expected);
  });
});
