import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Page,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
  contains,
  readListOrder,
  textColumn,
} from '#platform';
import type { DeviceDto, DeviceQueryDto } from './devices.dto.js';

const SORTABLE = {
  code: textColumn('d.code'),
  machine: textColumn(`coalesce(m.serial, '')`),
  site: textColumn(`lower(coalesce(s.name, ''))`),
};

const SELECT = `
  select d.id, d.code, d.kind, d.silent_after_seconds as "silentAfterSeconds", d.archived_at as "archivedAt", d.version,
         case when m.id is not null then json_build_object('id', m.id, 'serial', m.serial) end as machine,
         case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as site,
         case when g.id is not null then json_build_object('id', g.id, 'code', g.code) end as gateway,
         d.creates_devices as "createsDevices",
         coalesce(ds.connected, false) as connected, ds.last_seen_at as "lastSeenAt", ds.last_reading_at as "lastReadingAt",
         ds.silent_since as "silentSince"`;

const FROM = `
    from device d
    left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
    left join site s on s.maker_id = d.maker_id and s.id = d.site_id
    left join device g on g.maker_id = d.maker_id and g.id = d.gateway_id
    left join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key`;

/** Queries of devices with their connection state. */
@Injectable()
export class DevicesQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope, query: DeviceQueryDto): Promise<Page<DeviceDto>> {
    const order = readListOrder(query, SORTABLE, 'code', 'd.id');
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: (DeviceDto & { sortValue: string })[] = await tx.manager.query(
        `${SELECT}, ${order.expression} as "sortValue" ${FROM}
          where d.maker_id = $1 and ${contains('$2', 'd.code', `coalesce(m.serial, '')`, `coalesce(s.name, '')`)}
            and ($3::uuid is null or d.machine_id = $3) and ($4::uuid is null or d.site_id = $4)
            and ($5::text is null or d.kind = $5) and ($6 or d.archived_at is null) and ${order.after(7)}
          order by ${order.orderBy} limit $9`,
        [
          scope.makerId,
          query.search ?? null,
          query.machineId ?? null,
          query.siteId ?? null,
          query.kind ?? null,
          query.archived ?? false,
          ...order.parameters,
          query.limit + 1,
        ],
      );
      const { items, next } = toPage(rows, query.limit, ({ sortValue, id }) => [sortValue, id]);
      return { items: items.map(({ sortValue: _key, ...row }) => row), next };
    });
  }

  /** @throws DomainError equipment.device_not_found */
  get(scope: Scope, id: string): Promise<DeviceDto> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [row]: DeviceDto[] = await tx.manager.query(
        `${SELECT} ${FROM} where d.maker_id = $1 and d.id = $2`,
        [scope.makerId, id],
      );
      if (!row) throw new DomainError('equipment.device_not_found', { id });
      return row;
    });
  }
}

/** Returns the devices in use that report for a machine, by code. */
export function findDevicesOfMachine(tx: Transaction, machineId: string): Promise<DeviceDto[]> {
  return tx.manager.query(
    `${SELECT} ${FROM} where d.maker_id = $1 and d.machine_id = $2 and d.archived_at is null order by d.code`,
    [tx.scope.makerId, machineId],
  );
}
