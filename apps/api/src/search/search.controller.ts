import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import type { Principal } from '../security/principal.js';
import { SearchQueryDto, SearchResultDto } from './search.dto.js';
import { SearchService } from './search.service.js';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  /**
   * Search all objects.
   * @remarks Finds machines, sites, customers, contracts, invoices, tickets, parts, people and devices. If no object
   * contains the words, returns objects with similar names, so that a typing error does not lead to an empty result.
   * Excludes kinds for which the caller has no permission.
   */
  @Get()
  @RequirePermission('fleet.read')
  find(@CurrentPrincipal() principal: Principal, @Query() query: SearchQueryDto): Promise<SearchResultDto> {
    return this.search.find(principal, query);
  }
}
