import { Module } from '@nestjs/common';
import { PlatformModule } from '#platform';
import { OverviewsController } from './overviews.controller.js';
import { OverviewsService } from './overviews.service.js';

/** Routes for the pages of customers and sites. */
@Module({ imports: [PlatformModule], controllers: [OverviewsController], providers: [OverviewsService] })
export class OverviewsApiModule {}
