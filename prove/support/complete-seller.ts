import type pg from 'pg';
import type { Person } from '../../measure/support/maker.js';

/**
 * Adds the data that invoices require to the companies and customers of a maker, and the tax rules of their country.
 */
export async function completeSeller(person: Person, owner: pg.Client): Promise<void> {
  const address = `street = 'ul. Fikcyjna 1', postal_code = '00-001', city = 'Warszawa', tax_ids = '{"nip":"1111111111"}'`;
  await owner.query(`update legal_entity set ${address}, series_prefix = 'PL'`);
  await owner.query(`update customer_entity set ${address}`);
  const { rows } = await owner.query<{ id: string; country: string }>(`select id, country from legal_entity`);
  for (const { id: legalEntityId, country: buyerCountry } of rows)
    for (const supply of ['service', 'goods'])
      await person.post('/tax-rules', {
        legalEntityId,
        buyerCountry,
        supply,
        category: 'standard',
        percent: '23',
        validFrom: '2015-01-01',
      });
}
