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
import { SHA256 } from '../http/fields/sha256.js';

/** Matches a month of this century, `YYYY-MM`. */
export const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;

export class MonthsQueryDto {
  /** The first month, `YYYY-MM`. */
  @Matches(MONTH)
  from: string;

  /** The last month, `YYYY-MM`, inclusive. The range can contain at most five years. */
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

  /** The last month, `YYYY-MM`, inclusive. */
  @IsOptional()
  @Matches(MONTH)
  to?: string;
}

/** Fields of a new cost. */
class CostFieldsDto {
  /** Month that the cost is assigned to, `YYYY-MM`. */
  @Matches(MONTH)
  month: string;

  @IsIn(COST_KINDS)
  kind: CostKind;

  /** Decimal, in `currency`. Negative for refunds. */
  @IsDecimalText()
  amount: string;

  /** ISO 4217 currency code. */
  @IsISO4217CurrencyCode()
  currency: string;

  /** Day within the month, `YYYY-MM-DD`. Omit it for costs of the whole month. */
  @MayBeNull()
  @IsRealDay()
  day?: string | null;

  /**
   * Decimal. Amount in the contract's currency for one unit of `currency`. Defaults to the exchange rate of the day in
   * accounting.
   */
  @MayBeNull()
  @IsPositiveText()
  rate?: string | null;

  /** Machine that is or was under the contract. */
  @MayBeNull()
  @IsUUID()
  machineId?: string | null;

  /** Ticket that the cost is for. The ticket must be for a machine of the contract. */
  @MayBeNull()
  @IsUUID()
  ticketId?: string | null;

  /** Kit delivery that the cost is for. The kit must be delivered to a machine of the contract. */
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

/** Changes to a cost. Omitted fields remain unchanged. */
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
  /** Month, `YYYY-MM`. */
  month: string;
  /** Day of the cost, `YYYY-MM-DD`; null for costs of the whole month. */
  day: string | null;
  /** Amount in the currency in which it was paid. */
  amount: AmountDto;
  /** Decimal. Amount in the contract's currency for one unit of the amount's currency. */
  rate: string;
  /**
   * Day of the exchange rate in accounting; null for a rate that was entered with the cost, or if both currencies are
   * the same.
   */
  rateOn: string | null;
  rateSource: string;
  /** Amount in the contract's currency, rounded once. */
  inContractCurrency: AmountDto;
  machine: MachineRefDto | null;
  /** Ticket that the cost is for. */
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
  /** `sha256` of the preview. The request is rejected if the file differs from the previewed file. */
  @Matches(SHA256)
  sha256: string;
}

export class CostImportPreviewDto extends FilePreviewDto {
  /** SHA-256 of the file, hexadecimal. */
  sha256: string;
}

export class CostsImportedDto {
  created: number;
}
