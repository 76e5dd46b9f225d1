import { AmountDto } from '../contracts/contracts.dto.js';
import { FleetStatesDto } from '../fleet/fleet.dto.js';
import { CurrencySumDto } from '../fleet/today.dto.js';
import { FeedGroupDto } from './feed.dto.js';

export class MachineCountsDto {
  total: number;
  states: FleetStatesDto;
}

export class AlarmCountsDto {
  critical: number;
  warning: number;
  info: number;
}

export class TicketCountsDto {
  total: number;
  /** Number of tickets without a technician. */
  unassigned: number;
}

export class ContractCountsDto {
  draft: number;
  active: number;
  ended: number;
}

/** Issued document with a due date that has not passed. */
export class DueDocumentDto {
  /** Id of the invoice, or of the first invoice of a billing group's document. */
  id: string;
  number: string;
  group: FeedGroupDto | null;
  dueOn: string;
  /** Open amount; for a site, at most the amount of its own contracts. */
  amount: AmountDto;
}

export class OverviewMoneyDto {
  /** Net totals of all invoices that are not issued, by currency. */
  unbilled: CurrencySumDto[];
  /** Net totals of the invoices that are not issued and are on hold or have a line on hold, by currency. */
  held: CurrencySumDto[];
  /** Open amounts of the documents that are due today or later, by currency. */
  due: CurrencySumDto[];
  /** Latest due date of the documents in `due`, `YYYY-MM-DD`; null if there are no such documents. */
  dueUntil: string | null;
  /** The open documents that are due next, at most five. Excludes documents with past due dates. */
  nextDue: DueDocumentDto[];
}

/** State of a customer or site. A part is null if the caller has no permission for it. */
export class OverviewDto {
  /** Machines that are currently at the customer or site. */
  machines: MachineCountsDto;
  openAlarms: AlarmCountsDto;
  openTickets: TicketCountsDto | null;
  contracts: ContractCountsDto | null;
  /** Number of kits that are predicted to be due within two weeks. */
  kitsDue: number | null;
  openDisputes: number | null;
  money: OverviewMoneyDto | null;
}
