import { IsUUID } from 'class-validator';
import { IsRealDay } from '../http/fields/instant.decorators.js';

/** Selects journal entries of a legal entity by posting date. */
export class PostingPeriodQueryDto {
  @IsUUID()
  legalEntityId: string;

  /** The first posting date. */
  @IsRealDay()
  from: string;

  /** The last posting date, inclusive. */
  @IsRealDay()
  to: string;
}
