import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class CandidateQueryDto {
  /** Duration of the visit in minutes. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(15)
  @Max(720)
  minutes?: number;
}

export class CandidateTechnicianDto {
  id: string;
  name: string;
  code: string;
  hubId: string;
  /** Level, 1 to 3. */
  level: number;
  languages: string[];
  skills: string[];
}

export class CandidateReasonDto {
  kind: 'skill' | 'certificate' | 'distance' | 'calendar' | 'part' | 'language' | 'level';
  ok: boolean;
  code: string;
  /** Values of the reason's text. The `points` of all reasons add up to the score. */
  params: Record<string, string | number | null>;
}

export class CandidateSlotDto {
  from: Date;
  to: Date;
}

export class CandidateDto {
  technician: CandidateTechnicianDto;
  /** Rank, starting at 1. */
  rank: number;
  /** Score, 0 to 100. */
  score: number;
  /** Whether the technician can be assigned: skill, certificate and calendar allow it. */
  assignable: boolean;
  reasons: CandidateReasonDto[];
  /** Distance from the previous visit on that day, or else from home. */
  distanceKm: number | null;
  /** Next working time that is long enough. */
  slot: CandidateSlotDto | null;
}

export class CandidateListDto extends WholeListDto {
  items: CandidateDto[];
}
