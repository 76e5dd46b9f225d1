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
  /** The invoice's line; its proof shows why. */
  lineId: string;
  invoiceId: string;
  contract: HeldContractDto;
  customer: FleetCustomerDto;
  /** The contract's, IANA: reasons tell its hours. */
  zone: string;
  /** First day of the period. */
  periodFrom: string;
  heldQuantity: string;
  /** UCUM. */
  unit: string;
  reasons: UsageReasonDto[];
}

export class SilentMachineDto {
  id: string;
  serial: string;
  site: FleetSiteDto | null;
  customer: FleetCustomerDto | null;
  /** Its last reading. */
  silentSince: Date | null;
}

export class CurrencySumDto {
  currency: string;
  amountMinor: string;
  /** The same with the currency's decimals. */
  amount: string;
}

export class TodayMoneyDto {
  /** Drafts that wait with a line. */
  held: CurrencySumDto[];
  /** All drafts. */
  unbilled: CurrencySumDto[];
}

/** One's own usage alert that was told lately. */
export class ToldAlertDto {
  contract: HeldContractDto;
  /** Of what is included, or of an amount. */
  measure: AlertMeasure;
  percent: number;
  toldAt: Date;
}

/** What needs somebody today. A part that the caller may not see is empty. */
export class TodayDto {
  criticalAlarms: AlarmDto[];
  ticketsWithoutTechnician: TicketRowDto[];
  heldUsage: HeldUsageDto[];
  /** The latest first, of the last week. */
  toldAlerts: ToldAlertDto[];
  kitsDue: KitDeliveryDto[];
  silentMachines: SilentMachineDto[];
  money: TodayMoneyDto;
}
