import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import type { Principal } from '../security/principal.js';
import { DocumentFeedDto, DocumentsQueryDto, FeedEventListDto, TimelineQueryDto } from './feed.dto.js';
import { OverviewDto } from './overview.dto.js';
import { OverviewsService } from './overviews.service.js';

/** Overviews, timelines and documents for the pages of customers and sites. */
@ApiTags('registry')
@Controller()
export class OverviewsController {
  constructor(private readonly overviews: OverviewsService) {}

  /**
   * Get the overview of a customer.
   * @remarks Returns the state of the customer's machines, the open work, and the amounts. A part is null if the caller
   * has no permission for it.
   */
  @Get('customers/:id/overview')
  @RequirePermission('fleet.read')
  ofCustomer(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<OverviewDto> {
    return this.overviews.get(principal, { customerId: id });
  }

  /**
   * Get the timeline of a customer.
   * @remarks Returns the events at the customer, newest first. Excludes kinds for which the caller has no permission.
   */
  @Get('customers/:id/timeline')
  @RequirePermission('fleet.read')
  timelineOfCustomer(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: TimelineQueryDto,
  ): Promise<FeedEventListDto> {
    return this.overviews.timeline(principal, { customerId: id }, query);
  }

  /**
   * List documents of a customer.
   * @remarks Returns issued invoices, credit notes and corrections, letters, proof packs and ticket files, newest
   * first. Excludes kinds for which the caller has no permission.
   */
  @Get('customers/:id/documents')
  @RequirePermission('fleet.read')
  documentsOfCustomer(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: DocumentsQueryDto,
  ): Promise<DocumentFeedDto> {
    return this.overviews.documents(principal, { customerId: id }, query);
  }

  /**
   * Get the overview of a site.
   * @remarks Returns the state of the site's machines, the open work, and the amounts of the contracts with machines or
   * meters at the site. A part is null if the caller has no permission for it.
   */
  @Get('sites/:id/overview')
  @RequirePermission('fleet.read')
  ofSite(@CurrentPrincipal() principal: Principal, @Param('id', IdPipe) id: string): Promise<OverviewDto> {
    return this.overviews.get(principal, { siteId: id });
  }

  /**
   * Get the timeline of a site.
   * @remarks Returns the events at the site, newest first. Excludes kinds for which the caller has no permission.
   */
  @Get('sites/:id/timeline')
  @RequirePermission('fleet.read')
  timelineOfSite(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: TimelineQueryDto,
  ): Promise<FeedEventListDto> {
    return this.overviews.timeline(principal, { siteId: id }, query);
  }

  /**
   * List documents of a site.
   * @remarks Returns the documents of the contracts with machines or meters at the site, and the files of the site's
   * tickets, newest first. Excludes kinds for which the caller has no permission.
   */
  @Get('sites/:id/documents')
  @RequirePermission('fleet.read')
  documentsOfSite(
    @CurrentPrincipal() principal: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: DocumentsQueryDto,
  ): Promise<DocumentFeedDto> {
    return this.overviews.documents(principal, { siteId: id }, query);
  }
}
