import { demoId } from '../demo-ids.js';
import { insertRows } from '../rows.writer.js';
import { siteCodeOf, siteZone, type Seeding } from '../seeding.js';

/**
 * Access instructions for technicians by country, the same for all of its sites. They are fictional, because the demo
 * file contains none.
 */
const ACCESS_NOTES: Readonly<Record<string, string>> = {
  ID: 'Gate 2. Get a visitor badge at the guard post. Wear ear protection in the compressor room. No phone signal in the basement.',
  MX: 'Entrance B. Ask for plant services. Bring safety shoes and your own LOTO locks.',
  PL: 'Gate 1. Register at reception. The shift leader has the key to the compressor room.',
};

/** Contact at a site, by customer. */
const CONTACTS: Readonly<Record<string, { name: string; duty: string }>> = {
  'C-PL-1': { name: 'Marek Przykladowy', duty: 'Plant engineer' },
  'C-ID-1': { name: 'Dewi Contoh', duty: 'Utility supervisor' },
  'C-MX-1': { name: 'Hector Ejemplo', duty: 'Plant services' },
};

/** Seeds customers, their sites and contacts. */
export async function seedCustomers({ manager, data, makerId }: Seeding): Promise<void> {
  await insertRows(
    manager,
    'customer',
    data.customers.map((customer) => ({
      maker_id: makerId,
      id: demoId('customer', customer.id),
      code: customer.id,
      name: customer.name,
      country: customer.country,
      language: customer.language,
      industry: customer.industry,
      tax_id: customer.tax_id,
      hub_id: demoId('hub', customer.hub),
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'site',
    data.customers.map((customer) => ({
      maker_id: makerId,
      id: demoId('site', customer.id),
      customer_id: demoId('customer', customer.id),
      code: siteCodeOf(customer.id),
      name: customer.city,
      address: '',
      city: customer.city,
      country: customer.country,
      latitude: customer.lat,
      longitude: customer.lon,
      zone: siteZone(customer),
      hub_id: demoId('hub', customer.hub),
      access_notes: ACCESS_NOTES[customer.country] ?? '',
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'contact',
    data.customers.map((customer) => {
      const { name, duty } = CONTACTS[customer.id] ?? { name: 'Shift desk', duty: 'Compressor room' };
      return {
        maker_id: makerId,
        id: demoId('contact', customer.id),
        customer_id: demoId('customer', customer.id),
        site_id: demoId('site', customer.id),
        name,
        email: `${siteCodeOf(customer.id).toLowerCase()}@demo.dutycycle.example`,
        phone: '',
        duty,
        version: 1,
      };
    }),
  );
}
