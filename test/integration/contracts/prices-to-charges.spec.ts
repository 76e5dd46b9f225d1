import { DataSource, type QueryRunner } from 'typeorm';
import { MovePricesToCharges1764000004500 } from '../../../migrations/1764000004500-move-prices-to-charges.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createMaker } from '../../support/world.js';
import pg from 'pg';

describe('prices of an earlier version', () => {
  let database: TestDatabase;
  let owner: DataSource;
  let query: QueryRunner;

  beforeAll(async () => {
    database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const maker = await createMaker(client, 'prices');
    await client.query(`update contract set currency = 'JPY' where id <> $1`, [
      maker.customers[0].ids.contract,
    ]);
    await client.end();
    owner = new DataSource({ type: 'postgres', url: database.url });
    await owner.initialize();
    query = owner.createQueryRunner();
  });

  afterAll(async () => {
    await query?.release();
    await owner?.destroy();
    await database?.drop();
  });

  it('are converted to charges and back: base fees to flat fees, and usage prices to overage', async () => {
    const migration = new MovePricesToCharges1764000004500();
    await migration.down(query);
    await query.query(`delete from price`);
    await query.query(
      `insert into price (maker_id, id, contract_id, kind, base_minor, clause, position)
       select maker_id, gen_random_uuid(), id, 'base', 490050, '2.1', 1 from contract`,
    );
    await query.query(
      `insert into price (maker_id, id, contract_id, kind, meter_id, included_quantity, unit_price, clause, position)
       select m.maker_id, gen_random_uuid(), m.contract_id, 'usage', m.id, 150000, 0.0264, '3.1', 0 from meter m`,
    );
    const read = () =>
      query.query(`select kind, base_minor, included_quantity, unit_price, clause, meter_id, contract_id
                     from price order by contract_id, kind`);
    const before: unknown = await read();
    await migration.up(query);
    const charges: { pricing: unknown; currency: string }[] = await query.query(
      `select g.key, g.position, g.clause, g.due, g.counts_by, g.per_machine, g.pricing, c.currency,
              (select count(*)::int from charge_meter e where e.charge_id = g.id) as meters
         from charge g join contract c on c.id = g.contract_id order by c.currency desc, g.position`,
    );
    const [usage, fee] = charges.filter(({ currency }) => currency === 'PLN');
    expect(usage).toMatchObject({
      key: 'usage',
      position: 0,
      clause: '3.1',
      due: 'arrears',
      counts_by: 'month',
      pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' },
      meters: 1,
    });
    expect(fee).toMatchObject({
      key: 'fee',
      position: 1,
      clause: '2.1',
      pricing: { model: 'flat', amount: '4900.5' },
      meters: 0,
    });
    expect(charges.filter(({ currency }) => currency === 'JPY').map(({ pricing }) => pricing)).toContainEqual(
      {
        model: 'flat',
        amount: '490050',
      },
    );
    await migration.down(query);
    expect(await read()).toEqual(before);
    await migration.up(query);
  });
});
