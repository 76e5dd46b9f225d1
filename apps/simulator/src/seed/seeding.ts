import type { EntityManager } from 'typeorm';
import type { WorldDates } from '../domain/world-dates.js';
import type { DemoCustomer, DemoData, DemoHub } from './demo-data.store.js';
import { DEMO_MAKER_ID } from './demo-ids.js';

/** What every part of the seeding works with: one transaction in the maker's scope, the demo file and its place in time. */
export interface Seeding {
  readonly manager: EntityManager;
  readonly data: DemoData;
  readonly dates: WorldDates;
  readonly makerId: typeof DEMO_MAKER_ID;
  /** The installation's secret, from which device passwords are derived. */
  readonly deriveSecret: (purpose: string) => string;
}

/** The zone of a customer's site; Monterrey keeps its own. */
export function siteZone(customer: DemoCustomer): string {
  const byCountry: Record<string, string> = {
    ID: 'Asia/Jakarta',
    MX: 'America/Mexico_City',
    PL: 'Europe/Warsaw',
  };
  if (customer.city === 'Monterrey') return 'America/Monterrey';
  const zone = byCountry[customer.country];
  if (!zone) throw new Error(`The demo world has no zone for ${customer.country}`);
  return zone;
}

export function hubOf(data: DemoData, code: string): DemoHub {
  const hub = data.hubs.find(({ id }) => id === code);
  if (!hub) throw new Error(`The demo world has no hub ${code}`);
  return hub;
}

export function customerOf(data: DemoData, code: string): DemoCustomer {
  const customer = data.customers.find(({ id }) => id === code);
  if (!customer) throw new Error(`The demo world has no customer ${code}`);
  return customer;
}

/** The code of the one site a demo customer has: C-PL-1's is S-PL-1. */
export function siteCodeOf(customerCode: string): string {
  return customerCode.replace(/^C-/, 'S-');
}
