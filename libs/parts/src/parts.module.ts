import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EquipmentModule } from '#equipment';
import { BomLine } from './entities/bom-line.entity.js';
import { KitPart } from './entities/kit-part.entity.js';
import { Kit } from './entities/kit.entity.js';
import { Part } from './entities/part.entity.js';
import { PartsQueries } from './parts.queries.js';

/** Spare parts, bills of materials and service kits. */
@Module({
  imports: [EquipmentModule, TypeOrmModule.forFeature([Part, BomLine, Kit, KitPart])],
  providers: [PartsQueries],
  exports: [PartsQueries],
})
export class PartsModule {}
