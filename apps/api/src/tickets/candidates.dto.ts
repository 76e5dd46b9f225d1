import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class CandidateQueryDto {
  /** Duration of the visit in minutes. Defaults to 120. */
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
  /** Skill level, 1 to 3. */
  level: number;
  languages: string[];
  skills: string[];
}

export class CandidateReasonDto {
  kind: 'skill' | 'certificate' | 'distance' | 'calendar' | 'part' | 'language' | 'level';
  ok: boolean;
  code: string;
  /** Values for the text of the code. The `points` of all reasons add up to the score. */
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
  /** Whether the technician has the required skill and certificate and enough free time. */
  assignable: boolean;
  reasons: CandidateReasonDto[];
  /**
   * Distance to the site in kilometres, from the previous visit on the same day or, if there is none, from the place
   * where the working day starts; null if a location is unknown.
   */
  distanceKm: number | null;
  /** Next free working time that is long enough; null if there is none within 14 days. */
  slot: CandidateSlotDto | null;
}

export class CandidateListDto extends WholeListDto {
  items: CandidateDto[];
}
