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
import type { SiteDto, SiteQueryDto } from './sites.dto.js';

const SORTABLE = {
  code: textColumn('s.code'),
  name: textColumn('lower(s.name)'),
  city: textColumn('lower(s.city)'),
  customer: textColumn('lower(c.name)'),
};

const SELECT = `
  select s.id, s.code, s.name, json_build_object('id', c.id, 'name', c.name) as customer, s.address, s.city, s.country,
         s.latitude, s.longitude, s.zone, s.hub_id as "hubId", s.access_notes as "accessNotes", s.archived_at as "archivedAt", s.version,
         (select count(*)::int from placement p join machine m on m.maker_id = p.maker_id and m.id = p.machine_id
           where p.maker_id = s.maker_id and p.site_id = s.id and upper(p.during) is null and m.archived_at is null) as "machineCount"`;

const FROM = `from site s join customer c on c.maker_id = s.maker_id and c.id = s.customer_id`;

@Injectable()
export class SitesQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists sites, by default sorted by code, with the customer and the number of machines of each site. */
  list(scope: Scope, query: SiteQueryDto): Promise<Page<SiteDto>> {
    const order = readListOrder(query, SORTABLE, 'code', 's.id');
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: (SiteDto & { sortValue: string })[] = await tx.manager.query(
        `${SELECT}, ${order.expression} as "sortValue" ${FROM}
          where s.maker_id = $1 and ${contains('$2', 's.code', 's.name', 's.city', 'c.name')}
            and ($3::uuid is null or s.customer_id = $3) and ($4::uuid is null or coalesce(s.hub_id, c.hub_id) = $4)
            and ($5 or s.archived_at is null) and ${order.after(6)}
          order by ${order.orderBy} limit $8`,
        [
          scope.makerId,
          query.search ?? null,
          query.customerId ?? null,
          query.hubId ?? null,
          query.archived ?? false,
          ...order.parameters,
          query.limit + 1,
        ],
      );
      const { items, next } = toPage(rows, query.limit, ({ sortValue, id }) => [sortValue, id]);
      return { items: items.map(({ sortValue: _key, ...row }) => row), next };
    });
  }

  /** @throws DomainError customers.site_not_found */
  get(scope: Scope, id: string): Promise<SiteDto> {
    return this.unitOfWork.run(scope, (tx) => getSiteView(tx, id));
  }
}

async function getSiteView(tx: Transaction, id: string): Promise<SiteDto> {
  const [row]: SiteDto[] = await tx.manager.query(`${SELECT} ${FROM} where s.maker_id = $1 and s.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!row) throw new DomainError('customers.site_not_found', { id });
  return row;
}
