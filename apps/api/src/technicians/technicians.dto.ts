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

  /** The last day on which the certificate is valid, inclusive. */
  @IsRealDay()
  validUntil: string;
}

export class TechnicianHubDto {
  id: string;
  code: string;
  name: string;
  /** IANA time zone. */
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
  /** ISO 639-1 language codes. */
  languages: string[];
  /** Skill level, 1 to 3. */
  level: number;
  certificates: CertificateDto[];
  /** Current and future absences. */
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

  /** Latitude of the place where the working day starts; null for the hub. It is never returned. */
  @MayBeNull()
  @IsNumber()
  latitude?: number | null;

  @MayBeNull()
  @IsNumber()
  longitude?: number | null;

  /** Certificates. The list replaces the existing one. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => CertificateDto)
  certificates?: CertificateDto[];

  /** Whether the technician is archived and gets no further visits. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}

export class NewTechnicianDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** Membership with the role `technician`. */
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
  /** Day in the time zone of the technician's hub, `YYYY-MM-DD`. Defaults to today. */
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
  /** IANA time zone. */
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
  /** IANA time zone of the hub. */
  zone: string;
  technician: DayTechnicianDto;
  visits: VisitDto[];
}
