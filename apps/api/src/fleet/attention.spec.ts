import { type AttentionSigns, composeAttention, type OpenAlarm } from './attention.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 24, hour));
const alarm = (code: string, severity: string, hour: number): OpenAlarm => ({
  id: `id-${code}`,
  code,
  severity,
  raisedAt: at(hour),
  signalKey: 'discharge_temp_c',
  unit: 'Cel',
  peakValue: '103.4',
});
const well: AttentionSigns = {
  alarms: [],
  silentSince: null,
  held: null,
  unassignedTickets: [],
  dueKit: null,
  onSite: null,
};
const held = {
  contract: 'K-1',
  device: 'FM-1',
  unit: 'm3',
  heldQuantity: '378',
  reasons: [],
  periodFrom: at(0),
};

describe('composeAttention', () => {
  it('is empty for a machine without problems', () => {
    expect(composeAttention(well)).toEqual([]);
  });

  it('sorts by urgency', () => {
    const attention = composeAttention({
      alarms: [
        alarm('A3', 'info', 1),
        alarm('A2', 'warning', 2),
        alarm('A1', 'critical', 4),
        alarm('A0', 'critical', 3),
      ],
      silentSince: at(5),
      held,
      unassignedTickets: [{ number: 'TK-1', severity: 'warning', openedAt: at(6) }],
      dueKit: { code: 'KIT-2000', predictedOn: '2026-11-26', hoursLeft: '12.5' },
      onSite: { technicianName: 'Jan', number: 'TK-2', since: at(7) },
    });
    expect(attention.map(({ kind, code, params }) => `${kind} ${params.alarm ?? code}`)).toEqual([
      'alarm A0',
      'alarm A1',
      'alarm A2',
      'silent no_readings',
      'held usage_held',
      'ticket ticket_unassigned',
      'kit kit_due',
      'ticket technician_on_site',
    ]);
  });

  it("contains the values of an alarm's text", () => {
    expect(composeAttention({ ...well, alarms: [alarm('A12', 'critical', 9)] })).toEqual([
      {
        kind: 'alarm',
        code: 'alarm_raised',
        params: {
          alarmId: 'id-A12',
          alarm: 'A12',
          severity: 'critical',
          signalKey: 'discharge_temp_c',
          value: '103.4',
          unit: 'Cel',
        },
        since: at(9),
      },
    ]);
  });

  it.each([
    [
      'the reason that causes the hold',
      [
        { code: 'gap', holds: false, from: null },
        { code: 'counter_fell', holds: true, from: at(3).toISOString() },
      ],
      'counter_fell',
      at(3),
    ],
    ['the first reason, from the beginning of the period', [{ code: 'gap' }], 'gap', at(0)],
    ['no reason', [], null, at(0)],
  ])('explains usage on hold by %s', (_what, reasons, reason, since) => {
    const [attention] = composeAttention({ ...well, held: { ...held, reasons } });
    expect(attention!.params.reason).toBe(reason);
    expect(attention!.since).toEqual(since);
  });
});
