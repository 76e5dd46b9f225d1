import type { AlertMeasure } from '#revenue';
import { AlarmDto } from '../alarms/alarms.dto.js';
import { UsageReasonDto } from '../billing/usage/usage.dto.js';
import { KitDeliveryDto } from '../parts/kit-deliveries.dto.js';
import { TicketRowDto } from '../tickets/ticket-views.dto.js';
import { FleetCustomerDto, FleetSiteDto } from './fleet.dto.js';

export class HeldContractDto {
  id: string;
  number: string;
}

export class HeldUsageDto {
  /** Id of the invoice line. The proof of the line contains the details. */
  lineId: string;
  invoiceId: string;
  contract: HeldContractDto;
  customer: FleetCustomerDto;
  /** IANA time zone of the contract, in which times in the reasons are displayed. */
  zone: string;
  /** The first day of the period. */
  periodFrom: string;
  heldQuantity: string;
  /** UCUM unit code. */
  unit: string;
  reasons: UsageReasonDto[];
}

export class SilentMachineDto {
  id: string;
  serial: string;
  site: FleetSiteDto | null;
  customer: FleetCustomerDto | null;
  /** Time of the machine's last reading. */
  silentSince: Date | null;
}

export class CurrencySumDto {
  currency: string;
  amountMinor: string;
  /** Amount with all decimals of the currency. */
  amount: string;
}

export class TodayMoneyDto {
  /** Net totals of the invoices that are not issued and are on hold or have a line on hold, by currency. */
  held: CurrencySumDto[];
  /** Net totals of all invoices that are not issued, by currency. */
  unbilled: CurrencySumDto[];
}

/** Recent notice of one of your usage alerts. */
export class SentAlertDto {
  contract: HeldContractDto;
  /** Whether the threshold is a percentage of the allowance or of an amount. */
  measure: AlertMeasure;
  percent: number;
  toldAt: Date;
}

/** Items that need attention today, at most 50 in each list. Parts that the caller may not see are empty. */
export class TodayDto {
  criticalAlarms: AlarmDto[];
  ticketsWithoutTechnician: TicketRowDto[];
  heldUsage: HeldUsageDto[];
  /** Notices of the last week, latest first. */
  toldAlerts: SentAlertDto[];
  kitsDue: KitDeliveryDto[];
  silentMachines: SilentMachineDto[];
  money: TodayMoneyDto;
}
