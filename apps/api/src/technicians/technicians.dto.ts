import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsInt,
  IsNumber,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { VisitState } from '#service';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { TicketPartDto, TicketRowDto, TicketTechnicianDto } from '../tickets/ticket-views.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class CertificateDto {
  @IsString()
  @MaxLength(100)
  name: string;

  /** Last day on which it counts. */
  @IsRealDay()
  validUntil: string;
}

export class TechnicianHubDto {
  id: string;
  code: string;
  name: string;
  /** IANA. */
  zone: string;
}

export class AbsenceDto {
  id: string;
  from: Date;
  to: Date;
  reason: string;
}

export class TechnicianDto {
  id: string;
  code: string;
  name: string;
  membershipId: string;
  hub: TechnicianHubDto;
  skills: string[];
  /** ISO 639-1. */
  languages: string[];
  /** 1 to 3. */
  level: number;
  certificates: CertificateDto[];
  /** Those that are not over. */
  absences: AbsenceDto[];
  archivedAt: Date | null;
  version: number;
}

export class TechnicianListDto extends WholeListDto {
  items: TechnicianDto[];
}

export class TechnicianQueryDto {
  @MayBeAbsent()
  @IsUUID()
  hubId?: string;
}

export class TechnicianChangesDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(40)
  code?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsUUID()
  hubId?: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  skills?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  languages?: string[];

  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(3)
  level?: number;

  /** From where the day begins, with `longitude`; null: from the hub. Never shown. */
  @MayBeNull()
  @IsNumber()
  latitude?: number | null;

  @MayBeNull()
  @IsNumber()
  longitude?: number | null;

  /** Replaces those before. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => CertificateDto)
  certificates?: CertificateDto[];

  /** True: is sent to nobody any more. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}

export class NewTechnicianDto {
  /** A client may choose the id. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** A membership of the role technician. */
  @IsUUID()
  membershipId: string;

  @IsString()
  @MaxLength(40)
  code: string;

  @IsString()
  @MaxLength(200)
  name: string;

  @IsUUID()
  hubId: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  skills?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  languages?: string[];

  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(3)
  level?: number;

  @MayBeAbsent()
  @IsNumber()
  latitude?: number;

  @MayBeAbsent()
  @IsNumber()
  longitude?: number;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => CertificateDto)
  certificates?: CertificateDto[];
}

export class NewAbsenceDto {
  @Type(() => Date)
  @IsDate()
  from: Date;

  @Type(() => Date)
  @IsDate()
  to: Date;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  reason?: string;
}

export class DayQueryDto {
  /** In the hub's zone; today when left out. */
  @MayBeAbsent()
  @IsRealDay()
  date?: string;
}

export class VisitSiteDto {
  id: string;
  name: string;
  address: string;
  city: string;
  latitude: number | null;
  longitude: number | null;
  /** IANA. */
  zone: string;
  accessNotes: string;
}

export class VisitDto {
  id: string;
  from: Date;
  to: Date;
  state: VisitState;
  technician: TicketTechnicianDto;
  ticket: TicketRowDto;
  site: VisitSiteDto;
  parts: TicketPartDto[];
}

export class VisitQueryDto {
  @Type(() => Date)
  @IsDate()
  from: Date;

  @Type(() => Date)
  @IsDate()
  to: Date;

  @MayBeAbsent()
  @IsUUID()
  technicianId?: string;

  @MayBeAbsent()
  @IsUUID()
  hubId?: string;
}

export class VisitListDto extends WholeListDto {
  items: VisitDto[];
}

export class DayTechnicianDto {
  id: string;
  name: string;
}

export class TechnicianDayDto {
  date: string;
  /** The hub's, IANA. */
  zone: string;
  technician: DayTechnicianDto;
  visits: VisitDto[];
}
