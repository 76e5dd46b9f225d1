import type { DemoCustomer, DemoHub } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { insertRows, type Row } from '../rows.writer.js';
import type { Seeding } from '../seeding.js';

/** Addresses of the maker's legal entities, which the demo file does not contain. All are fictional. */
const SELLERS: Readonly<Record<string, { street: string; postal_code: string; city: string }>> = {
  ID: { street: 'Jl. Contoh Industri 12 (fiksi)', postal_code: '17530', city: 'Cikarang' },
  MX: { street: 'Av. Ejemplo 100 (ficticia)', postal_code: '54740', city: 'Cuautitlan Izcalli' },
  PL: { street: 'ul. Przykladowa 7 (fikcyjna)', postal_code: '05-800', city: 'Pruszkow' },
};

const STREETS: Readonly<Record<string, [street: string, postalCode: string]>> = {
  ID: ['Kawasan Industri Contoh Blok A (fiksi)', '17510'],
  MX: ['Parque Industrial Ejemplo 5 (ficticio)', '76000'],
  PL: ['ul. Fabryczna 3 (fikcyjna)', '00-950'],
};

const TAX_ID_OF: Readonly<Record<string, string>> = { ID: 'npwp16', MX: 'rfc', PL: 'nip' };

/** Current standard tax rate with its first day, and the reasons printed on invoices without tax, by country. */
const TAXES: Readonly<
  Record<
    string,
    { percent: string; since: string; step: string | null; service: ExportTax; goods: ExportTax }
  >
> = {
  ID: {
    percent: '11',
    since: '2022-04-01',
    step: '1',
    service: { category: 'export', reason: 'Ekspor Jasa Kena Pajak, PPN 0%' },
    goods: { category: 'export', reason: 'Ekspor Barang Kena Pajak Berwujud, PPN 0%' },
  },
  MX: {
    percent: '16',
    since: '2010-01-01',
    step: null,
    service: { category: 'export', reason: 'Exportación de servicios, tasa 0 % (LIVA art. 29)' },
    goods: { category: 'export', reason: 'Exportación de bienes, tasa 0 % (LIVA art. 29)' },
  },
  PL: {
    percent: '23',
    since: '2011-01-01',
    step: null,
    service: {
      category: 'reverse_charge',
      reason:
        'Odwrotne obciążenie / Reverse charge (art. 28b ustawy o VAT; Directive 2006/112/EC, art. 44, 196)',
    },
    goods: { category: 'export', reason: 'Eksport towarów, stawka 0 % (art. 41 ust. 4 ustawy o VAT)' },
  },
};

interface ExportTax {
  readonly category: 'export' | 'reverse_charge';
  readonly reason: string;
}

/** Amounts, in the accounting currency, above which one person approves and another issues. */
const FOUR_EYES_LIMITS: Readonly<Record<string, string>> = { IDR: '500000000', MXN: '500000', PLN: '100000' };

/** Returns a legal entity's columns as a seller: its tax ids, and values that the demo file does not contain. */
export function sellerColumns({ country, currency, tax }: DemoHub): Row {
  const { note: _note, ...taxIds } = tax;
  return {
    ...SELLERS[country]!,
    tax_ids: taxIds,
    registrations: {},
    email: `invoices.${country.toLowerCase()}@demo.dutycycle.example`,
    series_prefix: country,
    fiscal_year_month: 1,
    four_eyes_limit: FOUR_EYES_LIMITS[currency]!,
  };
}

/** Seeds each customer's legal entity, and the tax rules of the maker's legal entities. */
export async function seedParties({ manager, data, dates, makerId }: Seeding): Promise<void> {
  const at = new Date(dates.firstStartMs).toISOString();
  await insertRows(
    manager,
    'customer_entity',
    data.customers.map((customer) => toBuyer(makerId, customer, at)),
  );
  await insertRows(
    manager,
    'tax_rule',
    data.hubs.flatMap((hub) => toTaxRules(makerId, hub, at)),
  );
}

function toBuyer(makerId: string, { id, name, country, city, tax_id: taxId }: DemoCustomer, at: string): Row {
  const [street, postalCode] = STREETS[country]!;
  return {
    maker_id: makerId,
    id: demoId('buyer', id),
    customer_id: demoId('customer', id),
    name,
    street,
    postal_code: postalCode,
    city,
    country,
    tax_ids: { [TAX_ID_OF[country]!]: taxId },
    invoice_email: `accounts.${id.toLowerCase()}@demo.dutycycle.example`,
    created_at: at,
    version: 1,
  };
}

function toTaxRules(makerId: string, { id, country }: DemoHub, at: string): Row[] {
  const taxes = TAXES[country]!;
  return (['service', 'goods'] as const).flatMap((supply) => {
    const common = {
      maker_id: makerId,
      legal_entity_id: demoId('legal-entity', id),
      supply,
      tax_step: taxes.step,
      during: `[${taxes.since},)`,
      recorded_at: at,
      version: 1,
    };
    return [
      {
        ...common,
        id: demoId('tax-rule', id, supply),
        buyer_country: country,
        category: 'standard',
        percent: taxes.percent,
        reason: '',
      },
      {
        ...common,
        id: demoId('tax-rule', id, supply, 'abroad'),
        buyer_country: '*',
        category: taxes[supply].category,
        percent: '0',
        reason: taxes[supply].reason,
      },
    ];
  });
}
