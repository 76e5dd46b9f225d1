import { Transform, Type } from 'class-transformer';
import {
  IsDate,
  IsIn,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { DeliveryState, DeliveryStep, PatternReason } from '#supply';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { toCommaList } from '../http/fields/comma-list.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { KitPartDto } from './parts.dto.js';

const STATES: DeliveryState[] = ['forecast', 'reserved', 'sent', 'received', 'cancelled'];

export class KitDeliveryQueryDto extends PageQueryDto {
  /** One or more states, separated by commas. */
  @MayBeAbsent()
  @Transform(toCommaList)
  @IsIn(STATES, { each: true })
  state?: DeliveryState[];

  @MayBeAbsent()
  @IsUUID()
  machineId?: string;

  @MayBeAbsent()
  @IsUUID()
  customerId?: string;

  @MayBeAbsent()
  @IsUUID()
  siteId?: string;

  /** Returns deliveries of kits that are predicted to be due on or before this day. */
  @MayBeAbsent()
  @IsRealDay()
  dueBefore?: string;
}

export class DeliveryMachineDto {
  id: string;
  serial: string;
  modelCode: string;
}

export class DeliveryKitDto {
  id: string;
  code: string;
  triggerHours: number;
  parts: KitPartDto[];
}

export class DeliveryCustomerDto {
  id: string;
  name: string;
}

export class DeliverySiteDto {
  id: string;
  name: string;
  city: string;
  /** IANA time zone of the predicted days. */
  zone: string;
}

export class DeliveryDepotDto {
  id: string;
  code: string;
  name: string;
}

export class DeliveryContractDto {
  id: string;
  number: string;
}

export class ShortPartDto {
  partId: string;
  number: string;
  quantity: number;
  available: number;
}

export class DeliveryPriceDto {
  amount: string;
  currency: string;
}

export class KitDeliveryDto {
  id: string;
  number: string;
  machine: DeliveryMachineDto;
  kit: DeliveryKitDto;
  customer: DeliveryCustomerDto;
  site: DeliverySiteDto;
  depot: DeliveryDepotDto;
  contract: DeliveryContractDto | null;
  dueHours: string;
  hoursNow: string | null;
  /** Hours until the kit is due; negative if it is overdue. Null if the running hours are not known. */
  hoursLeft: string | null;
  hoursPerDay: string | null;
  predictedOn: string | null;
  predictedFrom: string | null;
  predictedTo: string | null;
  /** Reason why there is no predicted day; null if a day is predicted. */
  unknownReason: PatternReason | null;
  promisedOn: string | null;
  state: DeliveryState;
  /** Possible next steps. */
  steps: DeliveryStep[];
  /** Parts that the depot does not have in sufficient quantity; empty for customers. */
  shortage: ShortPartDto[];
  carrier: string;
  trackingNumber: string;
  reservedAt: string | null;
  sentAt: string | null;
  receivedAt: string | null;
  cancelledAt: string | null;
  cancelReason: string;
  charge: 'included' | 'charged';
  price: DeliveryPriceDto | null;
  forecastAt: string;
  version: number;
}

export class KitDeliveryListDto {
  items: KitDeliveryDto[];
  next: string | null;
}

export class AgreedPriceDto {
  /** Decimal. Price of the kit, such as `411.50`. */
  @Matches(/^\d{1,15}(\.\d{1,8})?$/)
  amount: string;

  @IsISO4217CurrencyCode()
  currency: string;
}

export class SendKitDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  carrier: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  trackingNumber: string;

  /** Delivery date promised to the customer, `YYYY-MM-DD`. */
  @IsRealDay()
  promisedOn: string;

  /** Price of the kit. Required only if no contract includes the kit or states its price. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => AgreedPriceDto)
  price?: AgreedPriceDto;
}

export class ReceiveKitDto {
  /** Time of receipt. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;
}

export class CancelKitDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}
