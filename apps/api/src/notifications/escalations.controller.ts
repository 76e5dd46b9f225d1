import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { ESCALATED_TYPES, type EscalationOfType, Escalations } from '#notifications';
import { DomainError, type Scope } from '#platform';
import { toWholeList } from '../http/whole-list.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { EscalationListDto, EscalationStepsDto } from './escalations.dto.js';

/** Steps in which additional roles are notified if an alarm is not acknowledged or a ticket is not assigned. */
@ApiTags('notifications')
@Controller('notification-escalations')
@RequirePermission('notifications.write')
export class EscalationsController {
  constructor(private readonly escalations: Escalations) {}

  /** List escalation steps. */
  @Get()
  async list(@CurrentScope() scope: Scope): Promise<EscalationListDto> {
    return toDto(await this.escalations.list(scope));
  }

  /**
   * Update the escalation steps of a type.
   * @remarks Replaces all steps of the type. If the alarm is not acknowledged, or the ticket is not assigned, within
   * the minutes of a step, the users with the role of the step are notified in the portal, by email and by push, unless
   * they have switched the type off or muted the object.
   */
  @Put(':type')
  @ApiParam({ name: 'type', enum: ESCALATED_TYPES })
  async change(
    @CurrentScope() scope: Scope,
    @Param('type') wanted: string,
    @Body() { steps }: EscalationStepsDto,
  ): Promise<EscalationListDto> {
    const type = ESCALATED_TYPES.find((each) => each === wanted);
    if (type === undefined) throw new DomainError('notifications.type_unknown', { type: wanted });
    return toDto(await this.escalations.change(scope, type, steps));
  }
}

function toDto(escalations: readonly EscalationOfType[]): EscalationListDto {
  return toWholeList(
    escalations.map(({ type, steps }) => ({ type, steps: steps.map((step) => ({ ...step })) })),
  );
}
