import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of an index clause that are not series, as used in the free-text terms of contracts. */
const NO_SERIES = `array['from', 'cap', 'floor', 'fixed', 'notice_days', 'late_notice', 'charges', 'index_lag_months', 'base_month',
  'fixed_percent_per_year', 'factor_decimals', 'price_decimals']`;

const decimal = (value: string): string =>
  `case when ${value} #>> '{}' ~ '^\\d{1,15}(\\.\\d{1,12})?$' then ${value} #>> '{}' end`;

const count = (field: string, otherwise: string): string =>
  `coalesce(case when said ->> '${field}' ~ '^\\d{1,3}$' then (said ->> '${field}')::int end, ${otherwise})`;

/**
 * Converts index clauses from free-text terms to a structure that is validated, and that users amend and edit by field.
 * Terms without a day stay free text.
 */
export class AddIndexClauses1764000006200 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract add column index_clause jsonb`);
    await query.query(`alter table contract no force row level security`);
    await query.query(`alter table contract_base no force row level security`);
    await query.query(`
      update contract c set
        index_clause = jsonb_build_object(
          'from', said ->> 'from',
          'weights', case when ${decimal(`said -> 'fixed_percent_per_year'`)} is not null then '[]'::jsonb else weights end,
          'fixedPercentPerYear', ${decimal(`said -> 'fixed_percent_per_year'`)},
          'cap', ${decimal(`said -> 'cap'`)},
          'floor', ${decimal(`said -> 'floor'`)},
          'noticeDays', ${count('notice_days', '30')},
          'lateNotice', case when said ->> 'late_notice' = 'lapses' then 'lapses' else 'postponed' end,
          'charges', case when jsonb_typeof(said -> 'charges') = 'array' and said -> 'charges' <> '[]' then said -> 'charges' end,
          'indexLagMonths', ${count('index_lag_months', '1')},
          'baseMonth', case when said ->> 'base_month' ~ '^\\d{4}-(0[1-9]|1[0-2])$' then said ->> 'base_month' end,
          'factorDecimals', ${count('factor_decimals', 'null')},
          'priceDecimals', ${count('price_decimals', 'null')})
        from (select maker_id, id, terms -> 'escalator' as said from contract
               where jsonb_typeof(terms -> 'escalator') = 'object') as one
        cross join lateral (
          select coalesce(jsonb_agg(jsonb_build_object('key', key, 'weight', value #>> '{}') order by key), '[]') as weights
            from jsonb_each(said)
           where key <> all (${NO_SERIES}) and jsonb_typeof(value) in ('number', 'string')
             and ${decimal('value')} is not null) as shares
       where c.maker_id = one.maker_id and c.id = one.id and said ->> 'from' ~ '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
         and (weights <> '[]' or ${decimal(`said -> 'fixed_percent_per_year'`)} is not null)`);
    await query.query(`
      update contract set terms = terms - 'escalator'
             || case when index_clause is null then jsonb_build_object('escalator_words', terms -> 'escalator') else '{}' end
       where terms ? 'escalator'`);
    // The initial content gets the same clause, because free-text terms were never amended.
    await query.query(`alter table contract_base disable trigger contract_base_insert_only`);
    await query.query(`
      update contract_base b set content = b.content || jsonb_build_object('indexClause', c.index_clause)
        from contract c where c.maker_id = b.maker_id and c.id = b.contract_id and c.index_clause is not null`);
    await query.query(`alter table contract_base enable trigger contract_base_insert_only`);
    await query.query(`alter table contract_base force row level security`);
    await query.query(`alter table contract force row level security`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table contract drop column index_clause`);
  }
}
