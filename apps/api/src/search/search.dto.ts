import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Transform, Type } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { toCommaList } from '../http/fields/comma-list.js';

export const SEARCH_KINDS = [
  'machine',
  'site',
  'customer',
  'contract',
  'invoice',
  'ticket',
  'part',
  'person',
  'device',
] as const;

export type SearchKind = (typeof SEARCH_KINDS)[number];

export class SearchQueryDto {
  /** Words from the object or from its customer, site, model or machine, or the total of an invoice. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  text: string;

  /** Kinds of objects, separated by commas. Defaults to all kinds. */
  @IsOptional()
  @Transform(toCommaList)
  @IsIn(SEARCH_KINDS, { each: true })
  kinds?: SearchKind[];

  /** Maximum number of results per kind. */
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 20, default: 6 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  limit: number = 6;
}

/** Code, parameters and description from which a client builds the title of a ticket. */
export class FoundTitleDto {
  titleCode: string;
  titleParams: Record<string, unknown>;
  description: string;
}

export class FoundObjectDto {
  kind: SearchKind;
  id: string;
  /** Name, number, serial number or code; null for an invoice without a number. */
  label: string | null;
  /**
   * Second line: a machine's model and city, a site's code and city, a customer's code, an invoice's contract, a
   * person's email address, or the machine or site of a ticket or device. Null if there is none.
   */
  detail: string | null;
  /** Name of a part by locale; null for all other kinds. */
  names: Record<string, string> | null;
  /** Title of a ticket; null for all other kinds. */
  title: FoundTitleDto | null;
  customer: NamedDto | null;
  /** State of a contract, invoice or ticket; role of a person; null for all other kinds. */
  state: string | null;
  /** Total of an invoice including taxes; null for all other kinds. */
  amount: AmountDto | null;
  /** The first day of an invoice's period, `YYYY-MM-DD`; null for all other kinds. */
  periodFrom: string | null;
}

export class SearchResultDto {
  /** Best matches of each kind. */
  items: FoundObjectDto[];
  /** True if no object contains the words, so that the items only have similar names. */
  isSimilar: boolean;
}
