import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SitesService } from '#customers';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { NewSiteDto, SiteChangesDto, SiteDto, SiteListDto, SiteQueryDto } from './sites.dto.js';
import { SitesQueries } from './sites.queries.js';

@ApiTags('registry')
@Controller('sites')
export class SitesController {
  constructor(
    private readonly sites: SitesService,
    private readonly queries: SitesQueries,
  ) {}

  /**
   * List sites.
   * @remarks Returns sites, by default sorted by code. Sort keys: `code`, `name`, `city` and `customer`. Customers see
   * only their own sites.
   */
  @Get()
  @RequirePermission('fleet.read')
  list(@CurrentScope() scope: Scope, @Query() query: SiteQueryDto): Promise<SiteListDto> {
    return this.queries.list(scope, query);
  }

  /** Get a site. */
  @Get(':id')
  @RequirePermission('fleet.read')
  get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<SiteDto> {
    return this.queries.get(scope, id);
  }

  /** Create a site. */
  @Post()
  @RequirePermission('registry.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewSiteDto): Promise<SiteDto> {
    const { id } = await this.sites.create(scope, body);
    return this.queries.get(scope, id);
  }

  /** Update a site. */
  @Patch(':id')
  @RequirePermission('registry.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: SiteChangesDto,
  ): Promise<SiteDto> {
    await this.sites.change(scope, id, version, body);
    return this.queries.get(scope, id);
  }
}
