import type { UsageMethod } from '#contracts';
import type { UsageState } from '#metering';
import type { Transaction } from '#platform';

/** Usage of a meter that a line bills. Decimals are strings. */
export interface LineUsage {
  readonly usageId: string;
  readonly meterId: string;
  /** Period of the usage: [from, to). */
  readonly from: Date;
  readonly to: Date;
  readonly device: string;
  readonly signalKey: string;
  readonly method: UsageMethod;
  /** Null for a site meter. */
  readonly serial: string | null;
  /** UCUM unit code. */
  readonly unit: string;
  /** True if the charge subtracts the meter from its other meters. */
  readonly deducts: boolean;
  readonly state: UsageState;
  readonly quantity: string | null;
  readonly heldQuantity: string;
}

/** Loads the usage that a line bills, in the order of the line's meters. */
export function usagesOfLine(tx: Transaction, lineId: string): Promise<LineUsage[]> {
  return tx.manager.query(
    `select u.id as "usageId", m.id as "meterId", u.period_from as "from", u.period_to as "to", d.code as device, m.signal_key as "signalKey", m.method, ma.serial, m.unit,
            m.deducts, u.state, u.quantity, u.held_quantity as "heldQuantity"
       from invoice_line_usage s
       join usage_period u on u.maker_id = s.maker_id and u.id = s.usage_period_id
       join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
       left join machine ma on ma.maker_id = d.maker_id and ma.id = d.machine_id
      where s.maker_id = $1 and s.line_id = $2 order by s.position`,
    [tx.scope.makerId, lineId],
  );
}
