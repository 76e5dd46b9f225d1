import { Module } from '@nestjs/common';
import { PlatformModule } from '#platform';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';

/** Search over the objects of all libs. */
@Module({ imports: [PlatformModule], controllers: [SearchController], providers: [SearchService] })
export class SearchApiModule {}
