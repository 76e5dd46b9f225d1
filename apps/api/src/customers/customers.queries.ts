import { Injectable } from '@nestjs/common';
import { type Page, type Scope, toPage, UnitOfWork, contains, readListOrder, textColumn } from '#platform';
import type { CustomerQueryDto, CustomerRowDto } from './customers.dto.js';

const SORTABLE = {
  code: textColumn('c.code'),
  name: textColumn('lower(c.name)'),
  country: textColumn('c.country'),
};

type CustomerRow = CustomerRowDto & { sortValue: string };

@Injectable()
export class CustomersQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists customers, by default sorted by code, with the number of sites and machines of each customer. */
  list(scope: Scope, query: CustomerQueryDto): Promise<Page<CustomerRowDto>> {
    const order = readListOrder(query, SORTABLE, 'code', 'c.id');
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: CustomerRow[] = await tx.manager.query(
        `select c.id, c.code, c.name, c.country, c.language, c.industry, c.tax_id as "taxId", c.hub_id as "hubId", c.partner_id as "partnerId",
                c.archived_at as "archivedAt", c.version, ${order.expression} as "sortValue",
                (select count(*)::int from site s where s.maker_id = c.maker_id and s.customer_id = c.id and s.archived_at is null)
                  as "siteCount",
                (select count(*)::int from placement p join machine m on m.maker_id = p.maker_id and m.id = p.machine_id
                  where p.maker_id = c.maker_id and p.customer_id = c.id and upper(p.during) is null and m.archived_at is null)
                  as "machineCount"
           from customer c
          where c.maker_id = $1 and ${contains('$2', 'c.code', 'c.name', 'c.industry')}
            and ($3::uuid is null or c.hub_id = $3) and ($4 or c.archived_at is null) and ${order.after(5)}
          order by ${order.orderBy} limit $7`,
        [
          scope.makerId,
          query.search ?? null,
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
}
