import { Injectable } from '@nestjs/common';
import {
  type Device,
  getDevice,
  getMachine,
  type NewSignal,
  type Signal,
  type SignalKind,
  SignalsService,
  type SignalSource,
} from '#equipment';
import { AuditTrail } from '#organization';
import {
  decodeCursor,
  DomainError,
  type Page,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
} from '#platform';
import type { Section } from '../domain/messages/native-format.js';
import { UnknownSignal } from '../entities/unknown-signal.entity.js';

export interface UnknownSignalView {
  readonly device: { readonly id: string; readonly code: string };
  readonly machine: { readonly id: string; readonly serial: string } | null;
  readonly key: string;
  /** Kind of the signal, derived from the section of its message. */
  readonly kind: SignalKind;
  readonly sample: number | string | boolean | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly ignoredAt: Date | null;
}

interface UnknownRow {
  device_id: string;
  code: string;
  machine_id: string | null;
  serial: string | null;
  device_key: number;
  key: string;
  sample: string;
  first_seen_at: Date;
  last_seen_at: Date;
  ignored_at: Date | null;
}

const KIND_OF: Readonly<Record<Section, SignalKind>> = {
  c: 'counter',
  g: 'gauge',
  state: 'state',
  e: 'event',
};

/** Lists signals without a definition that devices send. They can be added to the registry or ignored. */
@Injectable()
export class UnknownSignals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly signals: SignalsService,
  ) {}

  /**
   * Returns signals without a definition. Ignored signals are included only on request.
   * @throws DomainError platform.cursor_invalid
   */
  list(
    scope: Scope,
    filter: { readonly ignored?: boolean; readonly cursor?: string; readonly limit: number },
  ): Promise<Page<UnknownSignalView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [deviceKey, key] = filter.cursor === undefined ? [null, null] : decodeCursor(filter.cursor, 2);
      if (deviceKey !== null && !Number.isInteger(deviceKey))
        throw new DomainError('platform.cursor_invalid');
      const rows: UnknownRow[] = await tx.manager.query(
        `select d.id as device_id, d.code, m.id as machine_id, m.serial, u.device_key, u.key, u.sample, u.first_seen_at, u.last_seen_at, u.ignored_at
           from unknown_signal u
           join device d on d.maker_id = u.maker_id and d.device_key = u.device_key
           left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
          where u.maker_id = $1 and ($2::boolean or u.ignored_at is null)
            and ($3::int is null or (u.device_key, u.key) > ($3::int, $4::text))
            and not exists (select from signal s where s.maker_id = u.maker_id and s.key = u.key and (s.device_id = d.id or s.model_id = m.model_id))
          order by u.device_key, u.key limit $5`,
        [scope.makerId, filter.ignored ?? false, deviceKey, key, filter.limit + 1],
      );
      const page = toPage(rows, filter.limit, (row) => [row.device_key, row.key]);
      return { items: page.items.map(toView), next: page.next };
    });
  }

  /**
   * Defines a signal. If the device belongs to a machine, the definition applies to all machines of the model; if it is
   * a site's instrument, only to the device. Its readings are already stored.
   * @throws DomainError telemetry.unknown_signal_not_found, equipment.device_not_found, and the errors of the registry
   */
  adopt(scope: Scope, deviceId: string, signal: NewSignal): Promise<Signal> {
    return this.unitOfWork.run(scope, async (tx) => {
      const device = await getDevice(tx, deviceId);
      const unknown = await findUnknown(tx, device.deviceKey, signal.key);
      const added = await this.signals.addWithin(tx, await sourceOf(tx, device), signal);
      await tx.manager.delete(UnknownSignal, unknown);
      return added;
    });
  }

  /**
   * Removes a signal from the list. Its readings stay.
   * @throws DomainError telemetry.unknown_signal_not_found, equipment.device_not_found
   */
  ignore(scope: Scope, deviceId: string, key: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { deviceKey } = await getDevice(tx, deviceId);
      await tx.manager.update(UnknownSignal, await findUnknown(tx, deviceKey, key), { ignoredAt: tx.now });
      await AuditTrail.write(tx, {
        action: 'telemetry.unknown_signal_ignored',
        entity: 'device',
        entityId: deviceId,
        after: { key, ignoredAt: tx.now },
      });
    });
  }
}

async function findUnknown(
  tx: Transaction,
  deviceKey: number,
  key: string,
): Promise<{ makerId: string; deviceKey: number; key: string }> {
  const id = { makerId: tx.scope.makerId, deviceKey, key };
  if (!(await tx.manager.exists(UnknownSignal, { where: id })))
    throw new DomainError('telemetry.unknown_signal_not_found', { key });
  return id;
}

async function sourceOf(tx: Transaction, device: Device): Promise<SignalSource> {
  if (device.machineId === null) return { deviceId: device.id };
  return { modelId: (await getMachine(tx, device.machineId)).modelId };
}

function toView(row: UnknownRow): UnknownSignalView {
  const [section, sample] = Object.entries(
    JSON.parse(row.sample) as Record<string, number | string | boolean | null>,
  )[0]!;
  return {
    device: { id: row.device_id, code: row.code },
    machine: row.machine_id === null ? null : { id: row.machine_id, serial: row.serial ?? '' },
    key: row.key,
    kind: KIND_OF[section as Section],
    sample,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    ignoredAt: row.ignored_at,
  };
}
