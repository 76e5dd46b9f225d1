import { Module } from '@nestjs/common';
import { OrganizationModule } from '#organization';
import { BankAccountsController } from './bank-accounts.controller.js';
import { HubsController } from './hubs.controller.js';
import { DocumentBrandController } from './document-brand.controller.js';
import { LegalEntitiesController } from './legal-entities.controller.js';
import { MakerController } from './maker.controller.js';
import { PartnersController } from './partners.controller.js';

@Module({
  imports: [OrganizationModule],
  controllers: [
    BankAccountsController,
    DocumentBrandController,
    HubsController,
    LegalEntitiesController,
    MakerController,
    PartnersController,
  ],
})
export class OrganizationApiModule {}
