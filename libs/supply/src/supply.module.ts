import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '#contracts';
import { PartsModule } from '#parts';
import { DepotsQueries } from './depots.queries.js';
import { Depot } from './entities/depot.entity.js';
import { KitDelivery } from './entities/kit-delivery.entity.js';
import { StockBalance } from './entities/stock-balance.entity.js';
import { StockEntry } from './entities/stock-entry.entity.js';
import { KitDeliveriesQueries } from './kit-deliveries.queries.js';
import { KitDeliveriesService } from './kit-deliveries.service.js';
import { StockService } from './stock.service.js';
import { SupplyService } from './supply.service.js';

/** Depots, their stock ledger, and kits from the forecast to their receipt by the customer. */
@Module({
  imports: [
    PartsModule,
    ContractsModule,
    TypeOrmModule.forFeature([Depot, StockBalance, StockEntry, KitDelivery]),
  ],
  providers: [DepotsQueries, StockService, SupplyService, KitDeliveriesService, KitDeliveriesQueries],
  exports: [DepotsQueries, StockService, SupplyService, KitDeliveriesService, KitDeliveriesQueries],
})
export class SupplyModule {}
