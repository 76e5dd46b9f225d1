import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BillingModule } from '#billing';
import { InvoicingModule } from '#invoicing';
import { MeteringModule } from '#metering';
import { ProofPack } from './entities/proof-pack.entity.js';
import { ProofPackWriter } from './pack/proof-pack-writer.service.js';
import { ProofPacks } from './pack/proof-packs.service.js';
import { ProofsService } from './proof/proofs.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [ProofPackWriter, ProofPacks, ProofsService];

/** Provides proofs that trace lines to their readings, and packs that auditors verify. */
@Module({
  imports: [MeteringModule, InvoicingModule, BillingModule, TypeOrmModule.forFeature([ProofPack])],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class AssuranceModule {}
