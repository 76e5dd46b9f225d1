import {
  IsIn,
  IsISO4217CurrencyCode,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import type { CsvFormulas } from '#platform';
import { COST_KINDS, type CostKind } from '#revenue';
import { AmountDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { FormulasOption } from '../http/csv-query.dto.js';
import { IsDecimalText, IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { CsvFormDto, FilePreviewDto } from '../imports/imports.dto.js';

/** `YYYY-MM` of this century. */
export const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;

export class MonthsQueryDto {
  /** The first month, `YYYY-MM`. */
  @Matches(MONTH)
  from: string;

  /** The last month, `YYYY-MM`; at most five years after the first. */
  @Matches(MONTH)
  to: string;
}

export class RevenueExportQueryDto extends MonthsQueryDto {
  @FormulasOption()
  formulas: CsvFormulas = 'escape';
}

export class CostsQueryDto extends PageQueryDto {
  /** The first month, `YYYY-MM`. */
  @IsOptional()
  @Matches(MONTH)
  from?: string;

  /** The last month, `YYYY-MM`. */
  @IsOptional()
  @Matches(MONTH)
  to?: string;
}

/** What a cost says. */
class CostFieldsDto {
  /** `YYYY-MM`: the month that bears it. */
  @Matches(MONTH)
  month: string;

  @IsIn(COST_KINDS)
  kind: CostKind;

  /** In major units of `currency`; below zero for what came back. */
  @IsDecimalText()
  amount: string;

  /** ISO 4217. */
  @IsISO4217CurrencyCode()
  currency: string;

  /** `YYYY-MM-DD` of the month; left out for what is the month's as a whole. */
  @MayBeNull()
  @IsRealDay()
  day?: string | null;

  /** The contract's currency for one of `currency`; left out, the books' rate of the day is taken. */
  @MayBeNull()
  @IsPositiveText()
  rate?: string | null;

  /** One that is or was under the contract. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /** What it was spent on: a ticket of a machine of the contract, */
  @MayBeNull()
  @IsUUID()
  ticketId?: string | null;

  /** or a delivery of a kit to one. */
  @MayBeNull()
  @IsUUID()
  kitDeliveryId?: string | null;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  note?: string;
}

export class NewCostDto extends CostFieldsDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;
}

/** What changes; what is left out stays. */
export class CostChangesDto {
  @MayBeAbsent()
  @Matches(MONTH)
  month?: string;

  @MayBeAbsent()
  @IsIn(COST_KINDS)
  kind?: CostKind;

  @MayBeAbsent()
  @IsDecimalText()
  amount?: string;

  @MayBeAbsent()
  @IsISO4217CurrencyCode()
  currency?: string;

  @MayBeNull()
  @IsRealDay()
  day?: string | null;

  @MayBeNull()
  @IsPositiveText()
  rate?: string | null;

  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  @MayBeNull()
  @IsUUID()
  ticketId?: string | null;

  @MayBeNull()
  @IsUUID()
  kitDeliveryId?: string | null;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  note?: string;
}

export class CostContractDto {
  id: string;
  number: string;
  currency: string;
}

export class MachineRefDto {
  id: string;
  serial: string;
}

export class NumberedDto {
  id: string;
  number: string;
}

export class CostDto {
  id: string;
  contract: CostContractDto;
  kind: CostKind;
  /** `YYYY-MM` */
  month: string;
  /** Null for what is the month's as a whole. */
  day: string | null;
  /** As it was paid. */
  amount: AmountDto;
  /** The contract's currency for one of the amount's. */
  rate: string;
  /** The day of a rate that the books know; null for one that was written with the cost, or where there is one currency. */
  rateOn: string | null;
  rateSource: string;
  /** In the contract's currency, rounded once. */
  inContractCurrency: AmountDto;
  machine: MachineRefDto | null;
  /** What it was spent on. */
  ticket: NumberedDto | null;
  kitDelivery: NumberedDto | null;
  note: string;
  origin: 'entered' | 'imported';
  recordedAt: Date;
  recordedBy: string | null;
  version: number;
}

export class CostListDto {
  items: CostDto[];
  next: string | null;
}

export class CostImportFormDto extends CsvFormDto {
  /** As the preview told it: what is imported is what was looked at. */
  @Matches(/^[0-9a-f]{64}$/)
  sha256: string;
}

export class CostImportPreviewDto extends FilePreviewDto {
  /** Of the file's bytes. */
  sha256: string;
}

export class CostsImportedDto {
  created: number;
}
