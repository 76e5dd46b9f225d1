import type { EntityManager } from 'typeorm';
import type { WorldDates } from '../domain/world-dates.js';
import type { DemoCustomer, DemoData, DemoHub } from './demo-data.store.js';
import { DEMO_MAKER_ID } from './demo-ids.js';

/** Context shared by all parts of the seeding: a transaction in the maker's scope, the demo file and its dates. */
export interface Seeding {
  readonly manager: EntityManager;
  readonly data: DemoData;
  readonly dates: WorldDates;
  readonly makerId: typeof DEMO_MAKER_ID;
  /** Derives values such as device passwords from the installation's secret. */
  readonly deriveSecret: (purpose: string) => string;
}

/** Returns the time zone of a customer's site. Monterrey's differs from the rest of Mexico. */
export function siteZone(customer: DemoCustomer): string {
  const byCountry: Record<string, string> = {
    ID: 'Asia/Jakarta',
    MX: 'America/Mexico_City',
    PL: 'Europe/Warsaw',
  };
  if (customer.city === 'Monterrey') return 'America/Monterrey';
  const zone = byCountry[customer.country];
  if (!zone) throw new Error(`There is no time zone for demo customers in ${customer.country}`);
  return zone;
}

export function hubOf(data: DemoData, code: string): DemoHub {
  const hub = data.hubs.find(({ id }) => id === code);
  if (!hub) throw new Error(`The demo file contains no hub ${code}`);
  return hub;
}

export function customerOf(data: DemoData, code: string): DemoCustomer {
  const customer = data.customers.find(({ id }) => id === code);
  if (!customer) throw new Error(`The demo file contains no customer ${code}`);
  return customer;
}

/** Returns the code of a demo customer's only site, such as S-PL-1 for C-PL-1. */
export function siteCodeOf(customerCode: string): string {
  return customerCode.replace(/^C-/, 'S-');
}
