import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '#customers';
import { EquipmentModule } from '#equipment';
import { OrganizationModule } from '#organization';
import { AcceptancesService } from './acceptances/acceptances.service.js';
import { AmendmentsService } from './amendments.service.js';
import { ContractsService } from './contracts.service.js';
import { DowntimeService } from './downtime/downtime.service.js';
import { AmendmentLetter } from './entities/amendment-letter.entity.js';
import { AmendmentPriceBook } from './entities/amendment-price-book.entity.js';
import { ChargeMachine } from './entities/charge-machine.entity.js';
import { ChargeMeter } from './entities/charge-meter.entity.js';
import { ContractAcceptance } from './entities/contract-acceptance.entity.js';
import { ContractAmendment } from './entities/contract-amendment.entity.js';
import { ContractDowntime } from './entities/contract-downtime.entity.js';
import { ContractBase } from './entities/contract-base.entity.js';
import { ContractCharge } from './entities/charge.entity.js';
import { ContractMigrationRow } from './entities/contract-migration.entity.js';
import { ContractMachine } from './entities/contract-machine.entity.js';
import { ContractCheckService } from './check/contract-check.service.js';
import { Contract } from './entities/contract.entity.js';
import { ContractPriceBook } from './entities/contract-price-book.entity.js';
import { PriceBookVersion } from './entities/price-book-version.entity.js';
import { PriceBook } from './entities/price-book.entity.js';
import { Meter } from './entities/meter.entity.js';
import { ModelMeter } from './entities/model-meter.entity.js';
import { ModelMetersService } from './model-meters/model-meters.service.js';
import { Plan } from './entities/plan.entity.js';
import { PlansService } from './plans.service.js';
import { PriceBooksService } from './price-books/price-books.service.js';

/** Manages plans, and contracts with customers. */
@Module({
  imports: [
    OrganizationModule,
    CustomersModule,
    EquipmentModule,
    TypeOrmModule.forFeature([
      Plan,
      Contract,
      ContractBase,
      ContractAmendment,
      AmendmentLetter,
      AmendmentPriceBook,
      ContractMigrationRow,
      ContractAcceptance,
      ContractDowntime,
      ContractMachine,
      Meter,
      ModelMeter,
      ContractCharge,
      ChargeMeter,
      ChargeMachine,
      PriceBook,
      PriceBookVersion,
      ContractPriceBook,
    ]),
  ],
  providers: [
    ContractsService,
    ContractCheckService,
    AcceptancesService,
    DowntimeService,
    AmendmentsService,
    PlansService,
    ModelMetersService,
    PriceBooksService,
  ],
  exports: [
    ContractsService,
    ContractCheckService,
    AcceptancesService,
    DowntimeService,
    AmendmentsService,
    PlansService,
    ModelMetersService,
    PriceBooksService,
  ],
})
export class ContractsModule {}
