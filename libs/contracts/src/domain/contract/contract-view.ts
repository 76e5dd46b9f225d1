import type { VersionTerms } from '../amendments/contract-in-time.js';
import type { PeriodAlignment } from '../calendar/billing-grid.js';
import type { ContractContent } from './contract-fields.js';
import type { ContractState } from './contract-state.js';
import type { PausedDays } from '../pauses/pauses.js';
import type { PrepaidBalance } from '../prepaid/prepaid-balances.js';
import type { Takeover } from '../takeover/takeover.js';

/** A contract as lists show it. */
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
  /** The first day billed here, where earlier ones were billed elsewhere; null: from its start. */
  readonly billedFrom: string | null;
  readonly endsOn: string | null;
  readonly paymentDays: number;
  readonly pricesIncludeTax: boolean;
  readonly kitsIncluded: boolean;
  readonly machineCount: number;
  readonly version: number;
}

/** What a meter reads. */
export interface MeteredDevice {
  readonly code: string;
  /** Short key of its readings. */
  readonly deviceKey: number;
  /** Null for an instrument of a site. */
  readonly machineId: string | null;
}

/** What a contract says from a day on, with the names of whom and what it names. */
export interface ContractVersion extends VersionTerms {
  readonly buyer: ContractSummary['buyer'];
  readonly plan: ContractSummary['plan'];
}

/** A contract with all that it says: its terms are today's, its machines, meters and end are of all time. */
export interface ContractView extends ContractSummary, ContractContent {
  /** Its terms in the course of time, the first ones from its start. */
  readonly versions: readonly ContractVersion[];
  /** What it brought from where it was billed before; null where it is billed here from its start. */
  readonly takeover: Takeover | null;
  /** What was paid before it is used: brought, or sold here by any of its versions. */
  readonly prepaid: readonly PrepaidBalance[];
  /** Days on which it rests, in the order of time, until it ends or for some years to come. */
  readonly pausedDays: readonly PausedDays[];
  /** By machine. */
  readonly serials: ReadonlyMap<string, string>;
  /** By device. */
  readonly devices: ReadonlyMap<string, MeteredDevice>;
}
