import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds values of price indexes, with their publishers. */
export class AddPriceIndexes1764000005310 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table price_index (
        maker_id uuid not null,
        id uuid not null,
        series text not null,
        month date not null,
        value numeric not null,
        source text not null,
        recorded_at timestamptz not null,
        recorded_by uuid,
        constraint price_index_pk primary key (maker_id, id),
        constraint price_index_month_ck check (extract(day from month) = 1),
        constraint price_index_value_ck check (value > 0),
        constraint price_index_maker_fk foreign key (maker_id) references maker (id)
      )`);
    await query.query(
      `create index price_index_month_ix on price_index (maker_id, series, month, recorded_at)`,
    );
    await query.query(`select protect_tenant_table('price_index')`);
    await query.query(`revoke update, delete on price_index from dutycycle_app`);
    await query.query(`
      create trigger price_index_keep before update or delete on price_index
         for each row execute function refuse_rewriting()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table price_index`);
  }
}
