import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class CandidateQueryDto {
  /** How long the visit will take. */
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
  /** 1 to 3. */
  level: number;
  languages: string[];
  skills: string[];
}

export class CandidateReasonDto {
  kind: 'skill' | 'certificate' | 'distance' | 'calendar' | 'part' | 'language' | 'level';
  ok: boolean;
  code: string;
  /** What its text shows; `points` of all reasons add up to the score. */
  params: Record<string, string | number | null>;
}

export class CandidateSlotDto {
  from: Date;
  to: Date;
}

export class CandidateDto {
  technician: CandidateTechnicianDto;
  /** From 1. */
  rank: number;
  /** 0 to 100. */
  score: number;
  /** False when skill, certificate or calendar forbid it. */
  assignable: boolean;
  reasons: CandidateReasonDto[];
  /** From the visit before on that day, else from home. */
  distanceKm: number | null;
  /** The next span of working time that fits. */
  slot: CandidateSlotDto | null;
}

export class CandidateListDto extends WholeListDto {
  items: CandidateDto[];
}
