import { AlarmDto } from '../alarms/alarms.dto.js';
import { KitDeliveryDto } from '../parts/kit-deliveries.dto.js';
import { TicketRowDto } from '../tickets/tickets.dto.js';
import { FleetCustomerDto, FleetSiteDto } from './fleet.dto.js';

export class HeldContractDto {
  id: string;
  number: string;
}

export class HeldReasonDto {
  code: string;
  /** Whether it keeps a quantity from being billed. */
  holds: boolean;
}

export class HeldUsageDto {
  /** The invoice's line; its proof shows why. */
  lineId: string;
  invoiceId: string;
  contract: HeldContractDto;
  customer: FleetCustomerDto;
  /** First day of the period. */
  periodFrom: string;
  heldQuantity: string;
  /** UCUM. */
  unit: string;
  reasons: HeldReasonDto[];
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

/** What needs somebody today. A part that the caller may not see is empty. */
export class TodayDto {
  criticalAlarms: AlarmDto[];
  ticketsWithoutTechnician: TicketRowDto[];
  heldUsage: HeldUsageDto[];
  kitsDue: KitDeliveryDto[];
  silentMachines: SilentMachineDto[];
  money: TodayMoneyDto;
}
