import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { type EscalatedType } from '#notifications';
import { type Role, ROLES } from '#organization';
import { WholeListDto } from '../http/whole-list.js';

export class EscalationStepDto {
  /** Number of minutes after the event until the role is notified. */
  @IsInt()
  @Min(1)
  @Max(10_080)
  afterMinutes: number;

  /** Role that is notified. */
  @IsIn(ROLES)
  role: Role;
}

export class EscalationStepsDto {
  /** Steps in ascending order of minutes. An empty list switches the escalation off. */
  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => EscalationStepDto)
  steps: EscalationStepDto[];
}

export class EscalationOfTypeDto {
  /**
   * `alarm.critical`: escalated until the alarm is acknowledged. `ticket.opened`: escalated until the ticket is
   * assigned.
   */
  type: EscalatedType;
  steps: EscalationStepDto[];
}

export class EscalationListDto extends WholeListDto {
  items: EscalationOfTypeDto[];
}
