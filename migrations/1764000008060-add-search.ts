import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Searched {
  readonly kind: string;
  readonly table: string;
  /** Alias of the table. */
  readonly as: string;
  /** Immutable expression of the object's own text, which the trigram index contains. It is null if the object can't be found by text. */
  readonly own: string;
  /** The name by which people know the object. A match at its start ranks first. */
  readonly label: string;
  /** Joins for `related`. */
  readonly joins?: string;
  /** Names of related objects, which may match further words. */
  readonly related?: string;
  /** Limits the search to the caller's reach. Row-level security applies when the results are read. */
  readonly reach: string;
  readonly where?: string;
}

const OF_PLACED_MACHINE = (machineId: string): string => `exists (
  select from placement r where r.maker_id = scope_maker() and r.machine_id = ${machineId} and upper(r.during) is null
     and search_reaches(r.customer_id))`;

const SEARCHED: readonly Searched[] = [
  {
    kind: 'machine',
    table: 'machine',
    as: 'm',
    own: 'm.serial',
    label: 'm.serial',
    joins: `join equipment_model o on o.maker_id = m.maker_id and o.id = m.model_id
      left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
      left join site s on s.maker_id = p.maker_id and s.id = p.site_id
      left join customer c on c.maker_id = p.maker_id and c.id = p.customer_id`,
    related: `concat_ws(' ', o.code, o.name, s.name, s.city, c.name)`,
    reach: OF_PLACED_MACHINE('m.id'),
  },
  {
    kind: 'site',
    table: 'site',
    as: 's',
    own: `(s.code || ' ' || s.name || ' ' || s.city)`,
    label: 's.name',
    joins: 'join customer c on c.maker_id = s.maker_id and c.id = s.customer_id',
    related: 'c.name',
    reach: 'search_reaches(s.customer_id)',
    where: 's.archived_at is null',
  },
  {
    kind: 'customer',
    table: 'customer',
    as: 'c',
    own: `(c.code || ' ' || c.name || ' ' || c.tax_id)`,
    label: 'c.name',
    reach: 'search_reaches(c.id)',
    where: 'c.archived_at is null',
  },
  {
    kind: 'contract',
    table: 'contract',
    as: 'k',
    own: 'k.number',
    label: 'k.number',
    joins: 'join customer c on c.maker_id = k.maker_id and c.id = k.customer_id',
    related: 'c.name',
    reach: 'search_reaches(k.customer_id)',
  },
  {
    kind: 'invoice',
    table: 'invoice',
    as: 'i',
    own: 'i.number',
    label: 'i.number',
    joins: `join customer c on c.maker_id = i.maker_id and c.id = i.customer_id
      join contract k on k.maker_id = i.maker_id and k.id = i.contract_id`,
    related: `concat_ws(' ', k.number, c.name)`,
    reach: 'search_reaches(i.customer_id)',
    // Documents of a bill group have the number of their first contract's document.
    where: 'i.lead_id is null',
  },
  {
    kind: 'ticket',
    table: 'ticket',
    as: 't',
    own: `(t.number || ' ' || t.description)`,
    label: 't.number',
    joins: `join machine m on m.maker_id = t.maker_id and m.id = t.machine_id
      join site s on s.maker_id = t.maker_id and s.id = t.site_id
      join customer c on c.maker_id = t.maker_id and c.id = t.customer_id`,
    related: `concat_ws(' ', m.serial, s.name, s.city, c.name)`,
    reach: 'search_reaches(t.customer_id)',
  },
  {
    kind: 'part',
    table: 'part',
    as: 'q',
    own: `(q.number || ' ' || q.name_i18n::text)`,
    label: 'q.number',
    reach: 'true',
    where: 'q.archived_at is null',
  },
  {
    kind: 'device',
    table: 'device',
    as: 'd',
    own: 'd.code',
    label: 'd.code',
    joins: 'left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id',
    related: 'm.serial',
    reach: `(${OF_PLACED_MACHINE('d.machine_id')}
      or exists (select from site r where r.maker_id = d.maker_id and r.id = d.site_id and search_reaches(r.customer_id)))`,
    where: 'd.archived_at is null',
  },
];

/** A vague text, such as the prefix of all invoice numbers, matches very many rows. Only this many of each kind are ranked. */
const MOST_RANKED = 400;

/**
 * Search over the objects of a maker. `%` and ILIKE can't use an index behind a row-level security policy, so a function with the
 * owner's rights finds the ids; the callers read the objects again under their own policies.
 */
export class AddSearch1764000008060 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`create extension if not exists pg_trgm`);
    for (const { table, as, own } of SEARCHED)
      await query.query(
        `create index ${table}_search_ix on ${table} using gin ((${own.replaceAll(`${as}.`, '')}) gin_trgm_ops)`,
      );
    await query.query(
      `create index user_account_search_ix on user_account using gin ((name || ' ' || email) gin_trgm_ops)`,
    );
    await query.query(`create index invoice_gross_ix on invoice (maker_id, gross_minor)`);
    await query.query(`
      create function search_reaches(customer uuid) returns boolean language sql stable as
      $$ select scope_is_maker() or scope_sees_customer(customer) or customer = any(scope_ids('hub_customers')) $$`);
    await query.query(`
      create function search_rank(label text, own text, phrase text) returns real language sql immutable as
      $$ select (case when lower(label) = phrase then 3 when starts_with(lower(label), phrase) then 2
                      when strpos(' ' || lower(own), ' ' || phrase) > 0 then 1 else 0 end
                 + word_similarity(phrase, own))::real $$`);
    await query.query(`
      create function search_objects(words text[], kinds text[], is_fuzzy boolean, most integer)
        returns table (kind text, id uuid, rank real)
        language plpgsql stable security definer set search_path = public, pg_temp
        set pg_trgm.word_similarity_threshold = 0.3 as $$
      declare
        phrase text := array_to_string(words, ' ');
        patterns text[] := array(select '%' || replace(replace(replace(w, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%' from unnest(words) w);
        -- A single character occurs nearly everywhere, so it only narrows down what another word finds.
        drivers text[] := array(select p from unnest(patterns) p where length(p) > 3);
      begin
        if drivers = '{}' then drivers := patterns; end if;
        ${SEARCHED.map(searchOf).join('')}
        if 'person' = any(kinds) and scope_is_maker() then
          return query
            select 'person', m.id, search_rank(u.name, u.name || ' ' || u.email, phrase) as found
              from user_account u join membership m on m.user_id = u.id
             where m.maker_id = scope_maker() and m.revoked_at is null
               and case when is_fuzzy then (u.name || ' ' || u.email) %> phrase else (u.name || ' ' || u.email) ilike all(patterns) end
             order by found desc, u.name limit most;
        end if;
      end $$`);
    await query.query(`revoke all on function search_objects(text[], text[], boolean, integer) from public`);
    await query.query(
      `grant execute on function search_objects(text[], text[], boolean, integer) to dutycycle_app`,
    );
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop function search_objects(text[], text[], boolean, integer)`);
    await query.query(`drop function search_rank(text, text, text)`);
    await query.query(`drop function search_reaches(uuid)`);
    await query.query(`drop index invoice_gross_ix`);
    await query.query(`drop index user_account_search_ix`);
    for (const { table } of SEARCHED) await query.query(`drop index ${table}_search_ix`);
    await query.query(`drop extension pg_trgm`);
  }
}

/** Every word must occur in the object's own text or in the names of related objects, and at least one in its own text. */
function searchOf({
  kind,
  table,
  as,
  own,
  label,
  joins = '',
  related,
  reach,
  where = 'true',
}: Searched): string {
  const all = related === undefined ? own : `(${own} || ' ' || coalesce(${related}, ''))`;
  const visible = `${as}.maker_id = scope_maker() and ${where} and (scope_is_maker() or ${reach})`;
  return `
        if '${kind}' = any(kinds) and is_fuzzy then
          return query
            select '${kind}', x.id, search_rank(x.label, x.own, phrase) as found
              from (select ${as}.id, ${label} as label, ${own} as own from ${table} ${as}
                     where ${own} %> phrase and ${visible} limit ${MOST_RANKED}) x
             order by found desc, x.label limit most;
        elsif '${kind}' = any(kinds) then
          return query
            select '${kind}', x.id, search_rank(x.label, x.own, phrase) as found
              from (select ${as}.id, ${label} as label, ${own} as own from ${table} ${as} ${joins}
                     where ${own} ilike any(drivers) and ${all} ilike all(patterns) and ${visible} limit ${MOST_RANKED}) x
             order by found desc, x.label limit most;
        end if;`;
}
