import { Module } from '@nestjs/common';
import { OrganizationModule } from '#organization';
import { SavedViewsController } from './saved-views.controller.js';

@Module({ imports: [OrganizationModule], controllers: [SavedViewsController] })
export class SavedViewsModule {}
