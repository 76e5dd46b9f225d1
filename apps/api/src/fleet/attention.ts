/** Reason why a machine needs attention. */
export interface Attention {
  readonly kind: 'alarm' | 'silent' | 'held' | 'ticket' | 'kit';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | null>>;
  readonly since: Date | null;
}

/** Facts about a machine that may need attention. */
export interface AttentionSigns {
  readonly alarms: readonly OpenAlarm[];
  /** Time of the last reading of a silent machine; null if the machine is not silent. */
  readonly silentSince: Date | null;
  readonly held: HeldUsage | null;
  readonly unassignedTickets: readonly {
    readonly number: string;
    readonly severity: string;
    readonly openedAt: Date;
  }[];
  readonly dueKit: {
    readonly code: string;
    readonly predictedOn: string | null;
    readonly hoursLeft: string | null;
  } | null;
  readonly onSite: { readonly technicianName: string; readonly number: string; readonly since: Date } | null;
}

export interface OpenAlarm {
  readonly id: string;
  /** Code of the rule. */
  readonly code: string;
  readonly severity: string;
  readonly raisedAt: Date;
  readonly signalKey: string;
  /** UCUM unit code; empty if the signal has no definition. */
  readonly unit: string;
  readonly peakValue: string;
}

export interface HeldUsage {
  readonly contract: string;
  readonly device: string;
  readonly unit: string;
  readonly heldQuantity: string;
  readonly reasons: readonly {
    readonly code: string;
    readonly holds?: boolean;
    readonly from?: string | null;
  }[];
  readonly periodFrom: Date;
}

/** Severities of alarms that need attention. Alarms with the severity `info` appear only in the list of alarms. */
const URGENCY: Readonly<Record<string, number>> = { critical: 0, warning: 1 };

/**
 * Returns the reasons why a machine needs attention, most urgent first. Each reason contains the values for its text.
 */
export function composeAttention(signs: AttentionSigns): Attention[] {
  const alarms = signs.alarms
    .filter(({ severity }) => severity in URGENCY)
    .sort(
      (a, b) => URGENCY[a.severity]! - URGENCY[b.severity]! || a.raisedAt.getTime() - b.raisedAt.getTime(),
    )
    .map(({ id, code, severity, signalKey, unit, peakValue, raisedAt }): Attention => ({
      kind: 'alarm',
      code: 'alarm_raised',
      params: { alarmId: id, alarm: code, severity, signalKey, value: peakValue, unit },
      since: raisedAt,
    }));
  return [
    ...alarms,
    ...(signs.silentSince ? [toDataGap(signs.silentSince)] : []),
    ...(signs.held ? [toHeldUsage(signs.held)] : []),
    ...signs.unassignedTickets.map(({ number, severity, openedAt }): Attention => ({
      kind: 'ticket',
      code: 'ticket_unassigned',
      params: { number, severity },
      since: openedAt,
    })),
    ...(signs.dueKit ? [toDueKit(signs.dueKit)] : []),
    ...(signs.onSite ? [toVisit(signs.onSite)] : []),
  ];
}

function toDataGap(since: Date): Attention {
  return { kind: 'silent', code: 'no_readings', params: { lastReadingAt: since.toISOString() }, since };
}

function toHeldUsage({ contract, device, unit, heldQuantity, reasons, periodFrom }: HeldUsage): Attention {
  const reason = reasons.find(({ holds }) => holds) ?? reasons[0];
  const from = reason?.from ? new Date(reason.from) : periodFrom;
  return {
    kind: 'held',
    code: 'usage_held',
    params: { quantity: heldQuantity, unit, contract, device, reason: reason?.code ?? null },
    since: from,
  };
}

function toDueKit({ code, predictedOn, hoursLeft }: NonNullable<AttentionSigns['dueKit']>): Attention {
  return { kind: 'kit', code: 'kit_due', params: { kit: code, predictedOn, hoursLeft }, since: null };
}

function toVisit({ technicianName, number, since }: NonNullable<AttentionSigns['onSite']>): Attention {
  return {
    kind: 'ticket',
    code: 'technician_on_site',
    params: { technician: technicianName, number },
    since,
  };
}
