import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Partner, PartnersService } from '#organization';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { NewPartnerDto, PartnerChangesDto, PartnerDto, PartnerListDto } from './partners.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('organization')
@Controller('partners')
export class PartnersController {
  constructor(private readonly partners: PartnersService) {}

  /**
   * List partners.
   * @remarks Returns partners sorted by name. Partners are dealers and groups with users who can access several
   * customers.
   */
  @Get()
  @RequirePermission('registry.write', 'users.write')
  async list(@CurrentScope() scope: Scope): Promise<PartnerListDto> {
    return toWholeList((await this.partners.list(scope)).map(toDto));
  }

  /**
   * Create a partner.
   * @remarks To assign a customer to the partner, set the customer's `partnerId`.
   */
  @Post()
  @RequirePermission('registry.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewPartnerDto): Promise<PartnerDto> {
    return toDto(await this.partners.create(scope, body));
  }

  /** Update a partner. */
  @Patch(':id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: PartnerChangesDto,
  ): Promise<PartnerDto> {
    return toDto(await this.partners.change(scope, id, version, body));
  }
}

function toDto({ makerId: _scope, ...partner }: Partner): PartnerDto {
  return partner;
}
