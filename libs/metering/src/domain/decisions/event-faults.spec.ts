import { type EventDraft, findEventFaults } from './event-faults.js';
import { DECLARED_KINDS, type DeclaredKind } from './meter-event.js';

const NOW = Date.parse('2026-11-10T12:00:00Z');
const HOUR = 3_600_000;

const EMPTY: EventDraft = {
  kind: 'declared_reset',
  meterId: null,
  machineId: null,
  deviceId: null,
  from: null,
  to: null,
  finalValue: null,
  initialValue: null,
  firstDay: null,
  lastDay: null,
  number: null,
  issuedBy: null,
  tolerancePercent: null,
};
const SPAN = { from: NOW - 2 * HOUR, to: NOW - HOUR };
/** A valid record of each kind. */
const GOOD: Readonly<Record<DeclaredKind, Partial<EventDraft>>> = {
  declared_reset: { meterId: 'm', from: SPAN.from, initialValue: '0' },
  exchange: { meterId: 'm', from: SPAN.from, initialValue: '12.5', finalValue: '900' },
  service: { machineId: 'x', ...SPAN },
  test_run: { meterId: 'm', ...SPAN },
  unchecked: { meterId: 'm', from: SPAN.from },
  certificate: {
    deviceId: 'd',
    firstDay: '2026-01-01',
    lastDay: '2026-12-31',
    number: 'C-1',
    issuedBy: 'GUM',
    tolerancePercent: '1.5',
  },
};

const faultsOf = (kind: DeclaredKind, change: Partial<EventDraft> = {}, lastValue: string | null = null) =>
  findEventFaults({ ...EMPTY, kind, ...GOOD[kind], ...change }, NOW, lastValue).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

describe('a record of a meter', () => {
  it.each(DECLARED_KINDS)('of kind %s is valid when it is complete', (kind) => {
    expect(faultsOf(kind)).toEqual([]);
  });

  it.each<[DeclaredKind, readonly string[]]>([
    ['declared_reset', ['/meterId', '/from', '/initialValue']],
    ['exchange', ['/meterId', '/from', '/initialValue']],
    ['service', ['/from', '/to']],
    ['test_run', ['/from', '/to']],
    ['unchecked', ['/meterId', '/from']],
    ['certificate', ['/firstDay', '/lastDay', '/number', '/issuedBy']],
  ])('of kind %s requires %j', (kind, fields) => {
    const faults = findEventFaults({ ...EMPTY, kind }, NOW, null);
    expect(faults.filter(({ code }) => code === 'metering.event_field_missing')).toEqual(
      fields.map((pointer) => ({ pointer, code: 'metering.event_field_missing', params: {} })),
    );
  });

  it.each<[string, DeclaredKind, Partial<EventDraft>, string]>([
    ['names a meter and a machine', 'service', { meterId: 'm' }, '/meterId metering.event_subject_unclear'],
    ['names neither', 'test_run', { meterId: null }, '/meterId metering.event_subject_unclear'],
    [
      'certifies a meter and an instrument',
      'certificate',
      { meterId: 'm' },
      '/deviceId metering.certificate_subject_unclear',
    ],
    [
      'certifies neither',
      'certificate',
      { deviceId: null },
      '/deviceId metering.certificate_subject_unclear',
    ],
    [
      'tolerates more than 100 percent',
      'certificate',
      { tolerancePercent: '100.1' },
      '/tolerancePercent metering.tolerance_too_wide',
    ],
    ['ends as it begins', 'service', { to: SPAN.from }, '/to metering.event_ends_before'],
    [
      'ends on a day before it begins',
      'certificate',
      { lastDay: '2025-12-31' },
      '/lastDay metering.event_ends_before',
    ],
    ['lies in the future', 'exchange', { from: NOW + 1 }, '/from metering.event_in_future'],
  ])('is rejected when it %s', (_why, kind, change, fault) => {
    expect(faultsOf(kind, change)).toEqual([fault]);
  });

  it('may be in the future if it has an end, and may tolerate an error of 100 percent', () => {
    expect(faultsOf('service', { from: NOW + HOUR, to: NOW + 2 * HOUR })).toEqual([]);
    expect(faultsOf('declared_reset', { from: NOW })).toEqual([]);
    expect(faultsOf('certificate', { tolerancePercent: '100' })).toEqual([]);
  });

  it('says what is allowed', () => {
    const paramsOf = (kind: DeclaredKind, change: Partial<EventDraft>, lastValue: string | null = null) =>
      findEventFaults({ ...EMPTY, kind, ...GOOD[kind], ...change }, NOW, lastValue).map(
        ({ params }) => params,
      );
    expect(paramsOf('certificate', { tolerancePercent: '101' })).toEqual([{ most: 100 }]);
    expect(paramsOf('exchange', {}, '900.1')).toEqual([{ value: '900.1' }]);
  });

  it('has no order of days or instants of which one is missing, and may last one day', () => {
    expect(faultsOf('certificate', { firstDay: '2026-12-31' })).toEqual([]);
    expect(faultsOf('certificate', { firstDay: null })).toEqual(['/firstDay metering.event_field_missing']);
    expect(faultsOf('certificate', { lastDay: null })).toEqual(['/lastDay metering.event_field_missing']);
    expect(faultsOf('service', { from: null, to: -1 })).toEqual(['/from metering.event_field_missing']);
    expect(faultsOf('declared_reset', { from: null })).toEqual(['/from metering.event_field_missing']);
  });

  it('does not end a register below its last reading', () => {
    expect(faultsOf('exchange', {}, '900.1')).toEqual(['/finalValue metering.final_below_reading']);
    expect(faultsOf('exchange', {}, '900')).toEqual([]);
    expect(faultsOf('exchange', { finalValue: null }, '900.1')).toEqual([]);
  });

  it.each(['declared_reset', 'exchange'] as const)('of kind %s applies to counters only', (kind) => {
    expect(findEventFaults({ ...EMPTY, kind, ...GOOD[kind] }, NOW, null, 'integral')).toEqual([
      {
        pointer: '/meterId',
        code: 'metering.event_not_of_counter',
        params: { method: 'integral' },
      },
    ]);
    expect(findEventFaults({ ...EMPTY, kind: 'service', ...GOOD.service }, NOW, null, 'integral')).toEqual(
      [],
    );
  });
});
