import type { UsageMethod } from '#contracts';
import { DomainError, type Transaction } from '#platform';
import {
  type Certificate,
  applicableCertificates,
  type MeterEventKind,
} from '../domain/decisions/meter-event.js';
import { findCertificates, findLastRecords, type RecordedMeter } from './records.queries.js';

/** A record with display names. */
export interface MeterEventView {
  readonly id: string;
  readonly kind: Exclude<MeterEventKind, 'withdrawal'>;
  readonly device: string | null;
  readonly signalKey: string | null;
  readonly machine: { readonly id: string; readonly serial: string } | null;
  readonly fromAt: Date | null;
  readonly toAt: Date | null;
  readonly finalValue: string | null;
  readonly initialValue: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly number: string | null;
  readonly issuedBy: string | null;
  readonly tolerancePercent: string | null;
  /** True for a certificate of a single contract's meter. */
  readonly isOwn: boolean;
  readonly reason: string;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
  readonly withdrawal: { readonly reason: string; readonly at: Date; readonly by: string | null } | null;
}

export interface MeterEventFilter {
  /** Records of the contract's meters and of the machines under it. */
  readonly contractId?: string;
  /** Records of the machine and its devices. */
  readonly machineId?: string;
  readonly deviceId?: string;
}

/** Limits the size of a response. */
const MAX_EVENTS = 200;

/** Lists the latest 200 records, including withdrawn records, newest first. */
export async function listEvents(
  tx: Transaction,
  { contractId, machineId, deviceId }: MeterEventFilter,
): Promise<MeterEventView[]> {
  return tx.manager.query(
    `select e.id, e.kind, d.code as device, e.signal_key as "signalKey",
            case when m.id is not null then json_build_object('id', m.id, 'serial', m.serial) end as machine,
            e.from_at as "fromAt", e.to_at as "toAt", e.final_value as "finalValue", e.initial_value as "initialValue",
            e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.number, e.issued_by as "issuedBy",
            e.tolerance_percent::text as "tolerancePercent", e.meter_id is not null as "isOwn", e.reason,
            e.recorded_at as "recordedAt", e.recorded_by_name as "recordedBy",
            case when w.id is not null then json_build_object('reason', w.reason, 'at', w.recorded_at, 'by', w.recorded_by_name) end as withdrawal
       from meter_event e
       left join device d on d.maker_id = e.maker_id and d.id = e.device_id
       left join machine m on m.maker_id = e.maker_id and m.id = coalesce(e.machine_id, d.machine_id)
       left join meter_event w on w.maker_id = e.maker_id and w.withdraws_id = e.id
      where e.maker_id = $1 and e.kind <> 'withdrawal'
        and ($2::uuid is null or exists (select from meter x where x.maker_id = e.maker_id and x.contract_id = $2
               and x.device_id = e.device_id and (e.signal_key is null or e.signal_key = x.signal_key)
               and (e.meter_id is null or e.meter_id = x.id))
             or exists (select from contract_machine cm where cm.maker_id = e.maker_id and cm.contract_id = $2
               and cm.machine_id = e.machine_id))
        and ($3::uuid is null or e.machine_id = $3 or d.machine_id = $3)
        and ($4::uuid is null or e.device_id = $4)
      order by e.recorded_at desc, e.id limit ${MAX_EVENTS}`,
    [tx.scope.makerId, contractId ?? null, machineId ?? null, deviceId ?? null],
  );
}

/** A contract's meter with the fields that its records need. */
export interface MeterSubject extends RecordedMeter {
  readonly contractId: string;
  readonly customerId: string;
  readonly deviceKey: number;
  readonly unit: string;
  readonly method: UsageMethod;
}

/** Returns a meter with its device and contract. @throws DomainError metering.meter_not_found */
export async function getMeterSubject(tx: Transaction, meterId: string): Promise<MeterSubject> {
  const [meter]: MeterSubject[] = await tx.manager.query(
    `select m.id, m.contract_id as "contractId", c.customer_id as "customerId", m.device_id as "deviceId", m.unit, m.method,
            m.signal_key as "signalKey", d.machine_id as "machineId", d.device_key as "deviceKey"
       from meter m
       join contract c on c.maker_id = m.maker_id and c.id = m.contract_id
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
      where m.maker_id = $1 and m.id = $2`,
    [tx.scope.makerId, meterId],
  );
  if (!meter) throw new DomainError('metering.meter_not_found', { id: meterId });
  return meter;
}

/**
 * Returns all certificates that apply to a meter, including expired but not withdrawn certificates: the meter's own
 * certificates or, if it has none, the certificates of its device.
 * @throws DomainError metering.meter_not_found
 */
export async function listCertificatesOfMeter(tx: Transaction, meterId: string): Promise<Certificate[]> {
  const meter = await getMeterSubject(tx, meterId);
  const [last] = await findLastRecords(tx, [meter], tx.now);
  return applicableCertificates(await findCertificates(tx, meter, last ?? null));
}

/** Returns the customer with which a machine was placed at an instant; null if there was none. */
export async function findCustomerOfMachine(
  tx: Transaction,
  machineId: string,
  at: Date,
): Promise<string | null> {
  const [row]: { customer_id: string }[] = await tx.manager.query(
    `select customer_id from placement where maker_id = $1 and machine_id = $2 and during @> $3::timestamptz`,
    [tx.scope.makerId, machineId, at],
  );
  return row?.customer_id ?? null;
}

/**
 * Returns the customer of a device: the customer of its site, or the customer with which its machine is placed. Null if
 * there is none.
 */
export async function findCustomerOfDevice(tx: Transaction, deviceId: string): Promise<string | null> {
  const [row]: { customer_id: string | null }[] = await tx.manager.query(
    `select coalesce(s.customer_id, p.customer_id) as customer_id
       from device d
       left join site s on s.maker_id = d.maker_id and s.id = d.site_id
       left join placement p on p.maker_id = d.maker_id and p.machine_id = d.machine_id and p.during @> $3::timestamptz
      where d.maker_id = $1 and d.id = $2`,
    [tx.scope.makerId, deviceId, tx.now],
  );
  return row?.customer_id ?? null;
}

/** Stored usage that a record affects. */
export interface AffectedUsage {
  readonly contractId: string;
  readonly meterId: string;
  readonly periodFrom: Date;
}

/** Finds stored usage of meters that a record of a device or machine affects during its period. */
export async function findAffectedUsages(
  tx: Transaction,
  about: {
    readonly deviceId: string | null;
    readonly signalKey: string | null;
    readonly machineId: string | null;
    /** Null unless the record is a certificate of a single meter. */
    readonly meterId: string | null;
    readonly from: Date;
    readonly to: Date;
  },
): Promise<AffectedUsage[]> {
  return tx.manager.query(
    `select u.contract_id as "contractId", u.meter_id as "meterId", u.period_from as "periodFrom"
       from usage_period u
       join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
      where u.maker_id = $1 and u.superseded_at is null and u.period_from <= $6 and u.period_to >= $5
        and ((m.device_id = $2 and ($3::text is null or m.signal_key = $3)) or d.machine_id = $4)
        and ($7::uuid is null or m.id = $7)
      order by u.contract_id, u.meter_id, u.period_from`,
    [tx.scope.makerId, about.deviceId, about.signalKey, about.machineId, about.from, about.to, about.meterId],
  );
}
