import { Injectable } from '@nestjs/common';
import { decodeCursor, DomainError, toPage, type Page, type Scope, UnitOfWork } from '#platform';

export interface PartFilter {
  /** Text to search for in the number and in all names. */
  readonly search?: string;
  /** Code of a compatible model. */
  readonly fits?: string;
  readonly cursor?: string;
  readonly limit: number;
}

export interface PartView {
  readonly id: string;
  readonly number: string;
  readonly name: Record<string, string>;
  readonly hs6: string;
  /** Null for customers, because their contracts define their prices. */
  readonly listPriceUsd: string | null;
  readonly massKg: string | null;
  readonly intervalHours: number | null;
  readonly leadDays: number | null;
  readonly critical: boolean;
  readonly fits: readonly string[];
  readonly coreDepositUsd: string | null;
}

export interface KitView {
  readonly id: string;
  readonly code: string;
  readonly model: { readonly id: string; readonly code: string; readonly name: string };
  readonly triggerHours: number;
  readonly repeats: boolean;
  readonly labourHours: string;
  readonly parts: readonly {
    readonly partId: string;
    readonly number: string;
    readonly name: Record<string, string>;
    readonly quantity: number;
  }[];
}

export interface BomAssembly {
  readonly assembly: string;
  readonly parts: readonly {
    readonly partId: string;
    readonly number: string;
    readonly name: Record<string, string>;
    readonly quantity: number;
    readonly critical: boolean;
  }[];
}

/** Reads the catalogue of spare parts, service kits and bills of materials. */
@Injectable()
export class PartsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns parts ordered by number. */
  list(scope: Scope, filter: PartFilter): Promise<Page<PartView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [after] = filter.cursor ? decodeCursor(filter.cursor, 1) : [null];
      const rows: PartView[] = await tx.manager.query(
        `select id, number, name_i18n as name, hs6, case when $6 then list_price_usd::text end as "listPriceUsd",
                mass_kg::text as "massKg", interval_hours as "intervalHours", lead_days as "leadDays", critical, fits,
                case when $6 then core_deposit_usd::text end as "coreDepositUsd"
           from part
          where maker_id = $1 and archived_at is null
            and ($2::text is null or number ilike $2 or name_i18n::text ilike $2)
            and ($3::text is null or $3 = any(fits) or '*' = any(fits))
            and ($4::text is null or number > $4)
          order by number limit $5`,
        [
          tx.scope.makerId,
          filter.search ? `%${escapeLike(filter.search)}%` : null,
          filter.fits ?? null,
          after,
          filter.limit + 1,
          scope.customers === 'all',
        ],
      );
      return toPage(rows, filter.limit, (row) => [row.number]);
    });
  }

  /** Returns the kits of a model, or of all models, ordered by model and hours. */
  listKits(scope: Scope, modelId?: string): Promise<KitView[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select k.id, k.code, k.trigger_hours as "triggerHours", k.repeats, k.labour_hours::text as "labourHours",
                json_build_object('id', e.id, 'code', e.code, 'name', e.name) as model,
                (select coalesce(json_agg(json_build_object('partId', p.id, 'number', p.number, 'name', p.name_i18n, 'quantity', kp.quantity) order by p.number), '[]')
                   from kit_part kp join part p on p.maker_id = kp.maker_id and p.id = kp.part_id
                  where kp.maker_id = k.maker_id and kp.kit_id = k.id) as parts
           from kit k join equipment_model e on e.maker_id = k.maker_id and e.id = k.model_id
          where k.maker_id = $1 and k.archived_at is null and ($2::uuid is null or k.model_id = $2)
          order by e.code, k.trigger_hours`,
        [tx.scope.makerId, modelId ?? null],
      ),
    );
  }

  /**
   * Returns a model's bill of materials by assembly; empty if the maker hasn't entered it.
   * @throws DomainError parts.model_not_found
   */
  getBom(scope: Scope, modelId: string): Promise<BomAssembly[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const models: unknown[] = await tx.manager.query(
        `select id from equipment_model where maker_id = $1 and id = $2`,
        [tx.scope.makerId, modelId],
      );
      if (models.length === 0) throw new DomainError('parts.model_not_found', { id: modelId });
      return tx.manager.query(
        `select b.assembly, json_agg(json_build_object('partId', p.id, 'number', p.number, 'name', p.name_i18n,
                'quantity', b.quantity, 'critical', p.critical) order by p.number) as parts
           from bom_line b join part p on p.maker_id = b.maker_id and p.id = b.part_id
          where b.maker_id = $1 and b.model_id = $2 group by b.assembly order by b.assembly`,
        [tx.scope.makerId, modelId],
      );
    });
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
