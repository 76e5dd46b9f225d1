import type { VersionTerms } from '../amendments/contract-in-time.js';
import type { PeriodAlignment } from '../calendar/billing-grid.js';
import type { ContractContent } from './contract-fields.js';
import type { ContractState } from './contract-state.js';
import type { PausedDays } from '../pauses/pauses.js';
import type { PrepaidBalance } from '../prepaid/prepaid-balances.js';
import type { ContractMigration } from '../migration/contract-migration.js';

/** A contract for lists. */
export interface ContractSummary {
  readonly id: string;
  readonly number: string;
  readonly state: ContractState;
  readonly customer: { readonly id: string; readonly name: string };
  readonly legalEntity: { readonly id: string; readonly name: string };
  /** The customer's legal entity that is billed. */
  readonly buyer: { readonly id: string; readonly name: string; readonly country: string };
  readonly plan: {
    readonly id: string;
    readonly code: string;
    readonly nameI18n: Readonly<Record<string, string>>;
    readonly structure: string;
  };
  readonly currency: string;
  readonly zone: string;
  readonly billingCalendar: PeriodAlignment;
  readonly startsOn: string;
  /** The first day billed here, if earlier ones were billed elsewhere; null: from its start. */
  readonly billedFrom: string | null;
  readonly endsOn: string | null;
  readonly paymentDays: number;
  readonly pricesIncludeTax: boolean;
  readonly kitsIncluded: boolean;
  readonly machineCount: number;
  readonly version: number;
}

/** The device that a meter reads. */
export interface MeteredDevice {
  readonly code: string;
  /** The short key of its readings. */
  readonly deviceKey: number;
  /** Null for a site instrument. */
  readonly machineId: string | null;
}

/** The terms of a contract from a day on, with the names of parties and plan. */
export interface ContractVersion extends VersionTerms {
  readonly buyer: ContractSummary['buyer'];
  readonly plan: ContractSummary['plan'];
}

/** A contract with all terms: its own terms are today's, while its machines, meters and end cover all time. */
export interface ContractView extends ContractSummary, ContractContent {
  /** Its terms over time, the first ones from its start. */
  readonly versions: readonly ContractVersion[];
  /** Its opening from where it was billed before; null if it is billed here from its start. */
  readonly takeover: ContractMigration | null;
  /** Prepaid credits: migrated, or sold here by any version. */
  readonly prepaid: readonly PrepaidBalance[];
  /** Paused days in chronological order, until it ends or for some years ahead. */
  readonly pausedDays: readonly PausedDays[];
  /** By machine. */
  readonly serials: ReadonlyMap<string, string>;
  /** By device. */
  readonly devices: ReadonlyMap<string, MeteredDevice>;
}
