import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { type Escalation, EscalationService, IndexSteps, PriceIndexesService } from '#escalation';
import { toAmendmentDto } from '../contracts/amendments/amendment-views.js';
import { AmendmentDto } from '../contracts/amendments/amendments.dto.js';
import { toChargeDto } from '../contracts/contract-views.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  ComingStepsDto,
  ComingStepsQuery,
  ContractEscalationDto,
  EscalationDto,
  NewIndexStepDto,
  NewIndexStepsDto,
  NewPriceIndexDto,
  PriceIndexDto,
  PriceIndexListDto,
  StepOutcomesDto,
  IndexClauseInputDto,
} from './escalation.dto.js';
import { toWholeList } from '../http/whole-list.js';

/** Default number of days ahead for which adjustments are listed, about a quarter. */
const DEFAULT_DAYS = 92;

/** Price indexes, and the index adjustments that follow from them. */
@ApiTags('accounting')
@Controller()
export class EscalationController {
  constructor(
    private readonly indexes: PriceIndexesService,
    private readonly escalations: EscalationService,
    private readonly steps: IndexSteps,
  ) {}

  /**
   * List price index values.
   * @remarks Returns at most 500 price index values, newest month first.
   */
  @Get('price-indexes')
  @RequirePermission('accounting.read')
  async list(@CurrentScope() scope: Scope): Promise<PriceIndexListDto> {
    return toWholeList(await this.indexes.list(scope));
  }

  /**
   * Create a price index value.
   * @remarks A value replaces an earlier value of the same series and month.
   */
  @Post('price-indexes')
  @RequirePermission('accounting.write')
  @Idempotent()
  async add(@CurrentScope() scope: Scope, @Body() body: NewPriceIndexDto): Promise<PriceIndexDto> {
    return this.indexes.add(scope, body);
  }

  /**
   * Get the price escalation of a contract.
   * @remarks Returns the date of the next index adjustment of a contract, the last day to notify the customer, and the
   * new prices. This is a proposal and changes nothing.
   */
  @Get('contracts/:id/escalation')
  @RequirePermission('accounting.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ContractEscalationDto> {
    const found = await this.escalations.get(scope, id);
    return { escalation: found && toEscalationDto(found) };
  }

  /**
   * Preview an index adjustment.
   * @remarks Calculates the next adjustment under the clause in the request. If an applicable index value is missing,
   * the last known value is used; its month is returned in `month`. Stores nothing.
   */
  @Post('contracts/:id/escalation/preview')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('contracts.write')
  async preview(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() clause: IndexClauseInputDto,
  ): Promise<ContractEscalationDto> {
    const found = await this.escalations.preview(scope, id, clause);
    return { escalation: found && toEscalationDto(found) };
  }

  /**
   * Draft the next index adjustment of a contract.
   * @remarks Drafts the amendment for a contract's next index adjustment, with the complete calculation. Each
   * adjustment can be drafted once.
   */
  @Post('contracts/:id/escalation')
  @RequirePermission('contracts.write')
  async draftStep(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() input: NewIndexStepDto,
  ): Promise<AmendmentDto> {
    return toAmendmentDto(await this.escalations.draftStep(scope, id, input));
  }

  /**
   * List upcoming index adjustments.
   * @remarks Returns adjustments of active contracts, if the customer must soon be notified of them, most urgent first.
   */
  @Get('index-steps')
  @RequirePermission('accounting.read')
  async coming(@CurrentScope() scope: Scope, @Query() { days }: ComingStepsQuery): Promise<ComingStepsDto> {
    const steps = await this.steps.list(scope, days ?? DEFAULT_DAYS);
    return toWholeList(steps.map((step) => ({ ...step, indexes: [...step.indexes] })));
  }

  /**
   * Draft index adjustments of several contracts.
   * @remarks Drafts the amendments for several adjustments independently. If an adjustment fails, its result contains
   * the reason, and the other adjustments are not affected.
   */
  @Post('index-steps')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('contracts.write')
  async draftSteps(
    @CurrentScope() scope: Scope,
    @Body() { items }: NewIndexStepsDto,
  ): Promise<StepOutcomesDto> {
    const outcomes = await this.steps.draft(scope, items);
    return {
      items: outcomes.map(({ fault, ...outcome }) => ({
        ...outcome,
        fault: fault && { code: fault.code, params: { ...fault.params } },
      })),
    };
  }
}

function toEscalationDto({ clause, indexes, proposal, draft, ...escalation }: Escalation): EscalationDto {
  return {
    ...escalation,
    draftId: draft?.amendmentId ?? null,
    cap: clause.term.cap ?? null,
    floor: clause.term.floor ?? null,
    noticeDays: clause.noticeDays,
    indexes: [...indexes],
    proposal: proposal && {
      ...proposal,
      charges: proposal.charges.map(({ before, after, factor }) => ({
        factor,
        before: toChargeDto(before),
        after: toChargeDto(after),
      })),
    },
  };
}
