import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LegalEntitiesService, type LegalEntityView } from '#organization';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  LegalEntityChangesDto,
  LegalEntityDto,
  LegalEntityListDto,
  NewLegalEntityDto,
} from './legal-entities.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('organization')
@Controller('legal-entities')
export class LegalEntitiesController {
  constructor(private readonly entities: LegalEntitiesService) {}

  /**
   * List legal entities.
   * @remarks Returns the maker's legal entities sorted by name.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope): Promise<LegalEntityListDto> {
    return toWholeList((await this.entities.list(scope)).map(toLegalEntityDto));
  }

  /** Create a legal entity. */
  @Post()
  @RequirePermission('settings.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewLegalEntityDto): Promise<LegalEntityDto> {
    return toLegalEntityDto(await this.entities.create(scope, body));
  }

  /** Update a legal entity. */
  @Patch(':id')
  @RequirePermission('settings.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: LegalEntityChangesDto,
  ): Promise<LegalEntityDto> {
    return toLegalEntityDto(await this.entities.change(scope, id, version, body));
  }
}

function toLegalEntityDto({
  makerId: _scope,
  fourEyesLimit: _limit,
  ...entity
}: LegalEntityView): LegalEntityDto {
  return entity;
}
