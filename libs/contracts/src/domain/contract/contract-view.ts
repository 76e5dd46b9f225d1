import type { VersionTerms } from '../amendments/contract-in-time.js';
import type { PeriodAlignment } from '../calendar/billing-grid.js';
import type { ContractContent } from './contract-fields.js';
import type { ContractState } from './contract-state.js';
import type { PausedDays } from '../pauses/pauses.js';
import type { PrepaidBalance } from '../prepaid/prepaid-balances.js';
import type { ContractMigration } from '../migration/contract-migration.js';

/** A contract as shown in lists. */
export interface ContractSummary {
  readonly id: string;
  readonly number: string;
  readonly state: ContractState;
  readonly customer: { readonly id: string; readonly name: string };
  readonly legalEntity: { readonly id: string; readonly name: string };
  /** Legal entity of the customer that is billed. */
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
  /** First day billed here, if earlier days were billed elsewhere; null if billed here from the start. */
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
  /** Short key that identifies the device in readings. */
  readonly deviceKey: number;
  /** Null if the device belongs to a site instead of a machine. */
  readonly machineId: string | null;
}

/** The terms of a contract from a day until the next version, with the names of parties and plan. */
export interface ContractVersion extends VersionTerms {
  readonly buyer: ContractSummary['buyer'];
  readonly plan: ContractSummary['plan'];
}

/** A contract with all terms. Its own terms are the current ones; its machines, meters and end cover all time. */
export interface ContractView extends ContractSummary, ContractContent {
  /** Terms over time; the first version applies from the contract's start. */
  readonly versions: readonly ContractVersion[];
  /** Migration with the opening values; null if the contract is billed here from its start. */
  readonly takeover: ContractMigration | null;
  /** Prepaid credits that were migrated, or sold here by any version. */
  readonly prepaid: readonly PrepaidBalance[];
  /** Paused days in chronological order, until the contract ends or for some years ahead. */
  readonly pausedDays: readonly PausedDays[];
  /** Serial numbers by machine. */
  readonly serials: ReadonlyMap<string, string>;
  /** Devices by id. */
  readonly devices: ReadonlyMap<string, MeteredDevice>;
}
