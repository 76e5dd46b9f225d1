import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { ReminderPoliciesService, type ReminderPolicyView } from '#receivables';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  BaseRateListDto,
  NewBaseRateDto,
  ReminderPolicyDto,
  ReminderPolicyListDto,
  ReminderTermsDto,
} from './reminder-policies.dto.js';

/** Policies for payment reminders, and base rates of interest on late payment. */
@ApiTags('receivables')
@Controller()
export class ReminderPoliciesController {
  constructor(private readonly policies: ReminderPoliciesService) {}

  /**
   * List reminder policies.
   * @remarks Returns the policies of all legal entities. A policy for the buyer's country takes precedence over the
   * policy for `other` countries.
   */
  @Get('reminder-policies')
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope): Promise<ReminderPolicyListDto> {
    return toWholeList((await this.policies.list(scope)).map(toPolicyDto));
  }

  /**
   * Set a reminder policy.
   * @remarks Replaces the policy of a legal entity for the buyers of a country (ISO 3166-1 alpha-2), or for `other`
   * countries. Reminders that were sent keep their amounts.
   */
  @Put('legal-entities/:id/reminder-policies/:country')
  @RequirePermission('receivables.remind')
  async set(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('country') country: string,
    @Body() terms: ReminderTermsDto,
  ): Promise<ReminderPolicyDto> {
    return toPolicyDto(await this.policies.set(scope, id, country, terms));
  }

  /**
   * Remove a reminder policy.
   * @remarks The policy for `other` countries then applies to buyers of the country. Without such a policy, they get no
   * reminders.
   */
  @Delete('legal-entities/:id/reminder-policies/:country')
  @RequirePermission('receivables.remind')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('country') country: string,
  ): Promise<void> {
    return this.policies.remove(scope, id, country);
  }

  /**
   * List base rates.
   * @remarks Returns all values by name, newest first.
   */
  @Get('reminder-base-rates')
  @RequirePermission('receivables.read')
  async listRates(@CurrentScope() scope: Scope): Promise<BaseRateListDto> {
    return toWholeList(await this.policies.listRates(scope));
  }

  /**
   * Enter a value of a base rate.
   * @remarks Replaces a value that was entered for the same day. Returns all values.
   */
  @Post('reminder-base-rates')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('receivables.remind')
  async enterRate(@CurrentScope() scope: Scope, @Body() rate: NewBaseRateDto): Promise<BaseRateListDto> {
    return toWholeList(await this.policies.enterRate(scope, rate));
  }
}

function toPolicyDto({ legalEntityId, country, terms, changedAt }: ReminderPolicyView): ReminderPolicyDto {
  return {
    legalEntityId,
    country,
    terms: {
      ...terms,
      levels: terms.levels.map((level) => ({ ...level })),
      minimums: { ...terms.minimums },
      lumpSums: { ...terms.lumpSums },
    },
    changedAt,
  };
}
