import { Injectable } from '@nestjs/common';
import { getDevice } from '#equipment';
import { decodeCursor, DomainError, type Page, type Scope, toPage, UnitOfWork } from '#platform';
import { FirstReceipts } from './first-receipts.queries.js';
import { listReadings, type StoredReadingKey, type StoredReading } from './readings.queries.js';

export interface ReadingsRequest {
  readonly from: Date;
  readonly to: Date;
  readonly cursor?: string;
  readonly limit: number;
}

/** A reading for display. */
export interface ShownReading extends StoredReading {
  /** Time of the message's first arrival, which is before `receivedAt` if the message was in quarantine. */
  readonly firstReceivedAt: Date;
}

/** Lists a device's readings as sent. */
@Injectable()
export class DeviceReadingsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns readings, oldest first. @throws DomainError equipment.device_not_found, platform.cursor_invalid */
  list(
    scope: Scope,
    deviceId: string,
    { from, to, cursor, limit }: ReadingsRequest,
  ): Promise<Page<ShownReading>> {
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      const { deviceKey } = await getDevice(tx, deviceId);
      const readings = await listReadings(tx, deviceKey, {
        from,
        to,
        limit: limit + 1,
        ...(after ? { after } : {}),
      });
      const receipts = await FirstReceipts.load(tx, deviceKey, { from, to });
      const shown = readings.map((reading) => ({
        ...reading,
        firstReceivedAt: receipts.getReceiptTime(reading, reading.receivedAt),
      }));
      return toPage(shown, limit, ({ deviceTime, seq }) => [deviceTime.toISOString(), seq]);
    });
  }
}

function fromCursor(cursor: string): StoredReadingKey {
  const [time, seq] = decodeCursor(cursor, 2);
  const deviceTime = new Date(String(time));
  if (Number.isNaN(deviceTime.getTime()) || !/^-?\d{1,19}$/.test(String(seq)))
    throw new DomainError('platform.cursor_invalid');
  return { deviceTime, seq: String(seq) };
}
