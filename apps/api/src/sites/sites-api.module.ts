import { Module } from '@nestjs/common';
import { CustomersModule } from '#customers';
import { SitesController } from './sites.controller.js';
import { SitesQueries } from './sites.queries.js';

@Module({ imports: [CustomersModule], controllers: [SitesController], providers: [SitesQueries] })
export class SitesApiModule {}
