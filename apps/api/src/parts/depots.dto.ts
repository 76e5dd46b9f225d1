import { Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { StockEntryKind } from '#supply';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { WholeListDto } from '../http/whole-list.js';

export class DepotHubDto {
  id: string;
  code: string;
  name: string;
}

export class DepotDto {
  id: string;
  code: string;
  name: string;
  hub: DepotHubDto;
  /** Period, fee and inspection for returns. */
  returnPolicy: Record<string, unknown>;
  /** Number of parts below their minimum; null for customers. */
  belowMinimum: number | null;
}

export class DepotListDto extends WholeListDto {
  items: DepotDto[];
}

export class StockPartDto {
  id: string;
  number: string;
  name: Record<string, string>;
}

export class StockLotDto {
  lot: string;
  onHand: number;
}

export class StockDto {
  part: StockPartDto;
  onHand: number;
  reserved: number;
  /** Quantity on hand that is not reserved. */
  available: number;
  minimum: number;
  maximum: number;
  /** Lots, in the order of receipt, oldest first. */
  lots: StockLotDto[];
}

export class StockListDto extends WholeListDto {
  items: StockDto[];
}

export class StockEntryQueryDto extends PageQueryDto {
  @MayBeAbsent()
  @IsUUID()
  partId?: string;
}

export class StockEntryDeliveryDto {
  id: string;
  number: string;
}

export class StockEntryDto {
  id: string;
  part: StockPartDto;
  lot: string;
  kind: StockEntryKind;
  onHandDelta: number;
  reservedDelta: number;
  delivery: StockEntryDeliveryDto | null;
  ticketId: string | null;
  note: string;
  occurredAt: string;
  recordedAt: string;
  byName: string | null;
}

export class StockEntryListDto {
  items: StockEntryDto[];
  next: string | null;
}

export class NewStockEntryDto {
  @IsUUID()
  partId: string;

  @IsIn(['receipt', 'issue', 'count'])
  kind: 'receipt' | 'issue' | 'count';

  /** Number of pieces. For a count, the number of pieces of the lot in the depot. */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  quantity: number;

  /** Lot of the pieces. If it is omitted for an issue, the oldest lots are issued first. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  lot?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  note?: string;

  /** Time of the entry. Defaults to now. */
  @MayBeAbsent()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;
}

export class StockLimitsDto {
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  minimum: number;

  @IsInt()
  @Min(0)
  @Max(1_000_000)
  maximum: number;
}
