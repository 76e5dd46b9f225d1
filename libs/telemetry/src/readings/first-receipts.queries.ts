import type { Transaction } from '#platform';
import type { StoredReadingKey } from './readings.queries.js';

/** Original arrival times of readings that were stored later. */
export class FirstReceipts {
  private constructor(private readonly times: ReadonlyMap<string, Date>) {}

  /** @param span span of device times, both ends inclusive */
  static async load(
    tx: Transaction,
    deviceKey: number,
    { from, to }: { readonly from: Date; readonly to: Date },
  ): Promise<FirstReceipts> {
    const rows: { at: Date; seq: string; received_at: Date }[] = await tx.manager.query(
      `select device_time as at, seq::text, received_at from reading_first_receipt
        where maker_id = $1 and device_key = $2 and device_time between $3 and $4`,
      [tx.scope.makerId, deviceKey, from, to],
    );
    return new FirstReceipts(
      new Map(
        rows.map(({ at, seq, received_at: receivedAt }) => [keyOf({ deviceTime: at, seq }), receivedAt]),
      ),
    );
  }

  /** Returns the time of a reading's first arrival, which is its receipt time if it was stored on arrival. */
  getReceiptTime(readingKey: StoredReadingKey, receivedAt: Date): Date {
    return this.times.get(keyOf(readingKey)) ?? receivedAt;
  }
}

const keyOf = ({ deviceTime, seq }: StoredReadingKey): string => `${deviceTime.getTime()} ${seq}`;
