import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { PageQueryDto } from '../http/page-query.dto.js';
import { WholeListDto } from '../http/whole-list.js';

export class PartQueryDto extends PageQueryDto {
  /** Part of the part number or of a name. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  /** Code of a model that the part fits. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  fits?: string;
}

export class PartDto {
  id: string;
  number: string;
  /** Name by locale. */
  name: Record<string, string>;
  hs6: string;
  /** Decimal. List price in US dollars; null for customers. */
  listPriceUsd: string | null;
  massKg: string | null;
  intervalHours: number | null;
  leadDays: number | null;
  /** Whether a machine cannot run without the part. */
  critical: boolean;
  /** Codes of the models that the part fits; `*` for all models. */
  fits: string[];
  coreDepositUsd: string | null;
}

export class PartListDto {
  items: PartDto[];
  next: string | null;
}

export class KitPartDto {
  partId: string;
  number: string;
  name: Record<string, string>;
  quantity: number;
}

export class KitQueryDto {
  @IsOptional()
  @IsUUID()
  modelId?: string;
}

export class KitModelDto {
  id: string;
  code: string;
  name: string;
}

export class KitDto {
  id: string;
  code: string;
  model: KitModelDto;
  triggerHours: number;
  /** Whether the kit is due at every multiple of `triggerHours`. Otherwise, it is due once. */
  repeats: boolean;
  labourHours: string;
  parts: KitPartDto[];
}

export class KitListDto extends WholeListDto {
  items: KitDto[];
}

export class BomPartDto extends KitPartDto {
  critical: boolean;
}

export class BomAssemblyDto {
  assembly: string;
  parts: BomPartDto[];
}

export class BomDto extends WholeListDto {
  items: BomAssemblyDto[];
}
