import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { DocumentsModule } from '#documents';
import { RevenueModule } from '#revenue';
import { PriceIndex } from './entities/price-index.entity.js';
import { IndexLetters } from './letters/index-letters.service.js';
import { EscalationService } from './steps/escalation.service.js';
import { IndexSteps } from './steps/index-steps.service.js';
import { PriceIndexesService } from './steps/price-indexes.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [IndexLetters, EscalationService, IndexSteps, PriceIndexesService];

/** Manages price indexes, the index adjustments of contracts, and the letters about them. */
@Module({
  imports: [ContractsModule, DocumentsModule, RevenueModule, TypeOrmModule.forFeature([PriceIndex])],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class EscalationModule {}
