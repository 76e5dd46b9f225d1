import { ApiProperty } from '@nestjs/swagger';
import { type MeterTestParty, type UsageMethod } from '#contracts';
import { type DisputeState, type DisputeSubject } from '#invoicing';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { DowntimeMachineDto } from '../../contracts/downtime.dto.js';
import { InvoicedContractDto } from '../billing.dto.js';
import { WholeListDto } from '../../http/whole-list.js';
import { DisputedReadingsDto } from './dispute-requests.dto.js';

export class DisputedInvoiceDto {
  id: string;
  number: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  /** The first day billed, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The last day billed, inclusive. */
  periodEndsOn: string;
  /** Deprecated: the day after the last day. Use `periodEndsOn` instead. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  dueOn: string;
}

export class DisputedLineDto {
  id: string;
  position: number;
  kind: 'base' | 'usage' | 'kit' | 'performance';
  /** Name of the charge by locale, if it has one. */
  name: Record<string, string>;
  /** Values of the line's text, as on the invoice. */
  params: Record<string, string | number | null>;
  clause: string;
  quantity: string | null;
  unit: string;
  unitPrice: string | null;
  net: AmountDto | null;
}

export class ResolutionCreditNoteDto {
  id: string;
  number: string;
  gross: AmountDto;
}

/** Meter with the disputed readings, which are later than `from` and no later than `to`. */
export class ReadingsInDisputeDto extends DisputedReadingsDto {
  device: string;
  signalKey: string;
  method: UsageMethod;
  /** Serial number of the machine; null for a site's meter. */
  serial: string | null;
}

/** Downtime that, according to the dispute, is missing from the evaluation of the line's guarantee. */
export class DowntimeInDisputeDto {
  machine: DowntimeMachineDto;
  /** Start of the downtime. */
  from: Date;
  /** End of the downtime. */
  to: Date;
}

export class DisputeDto {
  id: string;
  /**
   * State of the dispute. A dispute is closed only once: the maker resolves or rejects it, or the customer withdraws
   * it. The maker can withdraw only a dispute that it opened.
   */
  state: DisputeState;
  subject: DisputeSubject;
  customer: NamedDto;
  contract: InvoicedContractDto;
  invoice: DisputedInvoiceDto;
  /** IANA time zone of the days. */
  zone: string;
  /** Disputed line; null if the dispute concerns the whole invoice. */
  line: DisputedLineDto | null;
  from: string | null;
  to: string | null;
  /** Disputed readings; null if the dispute names no readings. */
  readings: ReadingsInDisputeDto | null;
  /** Disputed downtime; null if the dispute names no downtime. */
  stop: DowntimeInDisputeDto | null;
  claim: string;
  /** Net amount claimed. */
  claimed: AmountDto | null;
  /** Net amount at stake: the amount claimed or, without a claimed amount, the net amount of the line or invoice. */
  atStake: AmountDto;
  /** Side that opened the dispute; `maker` if the maker opened it on the customer's behalf. */
  openedSide: 'customer' | 'maker';
  openedBy: string | null;
  openedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** Reason for the decision or the withdrawal. */
  answer: string;
  /**
   * Credit note that resolved the dispute; null if the dispute is not resolved, or was resolved without a credit note.
   */
  creditNote: ResolutionCreditNoteDto | null;
  /** Number of notes. */
  notes: number;
}

export class DisputeNoteDto {
  id: string;
  at: Date;
  side: 'customer' | 'maker';
  by: string | null;
  text: string;
}

/** Meter with usage that the disputed line bills. */
export class DisputedMeterDto {
  usageId: string;
  device: string;
  signalKey: string;
  method: UsageMethod;
  /** Serial number of the machine; null for a site's meter. */
  serial: string | null;
  /** UCUM unit code. */
  unit: string;
  /** Whether the charge subtracts this meter's quantity from the quantity of the other meters. */
  deducts: boolean;
}

/** Result of testing one of the line's meters, and the correction that the contract provides for. Days are local. */
export class MeterTestDto {
  id: string;
  /** Usage of the tested meter. */
  usageId: string;
  /** Time when the test was recorded. `by` is the person who recorded it. */
  at: Date;
  by: string | null;
  testedOn: string;
  lastTestedOn: string | null;
  /** Decimal. Error in percent. It is positive if the meter registers too much. */
  errorPercent: string;
  tolerancePercent: string;
  requestedBy: MeterTestParty;
  reference: string;
  /** Whether the error is within tolerance, so that nothing is corrected. */
  isWithinTolerance: boolean;
  /** The first corrected day; null if nothing is corrected, or if the start of the correction is not known. */
  correctedFrom: string | null;
  /** The day after the last corrected day; null if nothing is corrected. */
  correctedTo: string | null;
  /** Decimal. Quantity that the meter registered on the corrected days. */
  registered: string | null;
  /** Decimal. Part of the registered quantity that is in excess; negative if the meter registers too little. */
  overRegistered: string | null;
  /**
   * Net value of the excess, at most the line's amount; negative if the customer owes the amount. Null if the value
   * cannot be calculated automatically.
   */
  credit: AmountDto | null;
  fee: AmountDto | null;
  feePayer: MeterTestParty | null;
}

export class DisputeDetailDto extends DisputeDto {
  /** Notes, oldest first. */
  conversation: DisputeNoteDto[];
  /** Meters with usage that the disputed line bills. */
  meters: DisputedMeterDto[];
  /** Meter tests, in the order in which they were recorded. */
  meterTests: MeterTestDto[];
}

export class AmountAtRiskDto {
  /** Number of open disputes in this currency. */
  disputes: number;
  /** Net amount at stake. An invoice contributes at most its net amount. */
  amount: AmountDto;
}

export class DisputeListDto {
  items: DisputeDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
  /** Amounts at stake by currency, in all open disputes that match the filter, on all pages. */
  atStake: AmountAtRiskDto[];
}

export class InvoiceDisputesDto extends WholeListDto {
  /** Disputes, newest first. */
  items: DisputeDto[];
  /**
   * The last local day on which the invoice can be disputed, which can be in the past; null for a document that cannot
   * be disputed.
   */
  lastDay: string | null;
  /** Whether the invoice can be disputed today. */
  isOpenToDisputes: boolean;
}
