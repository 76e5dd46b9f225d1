import { Module } from '@nestjs/common';
import { EquipmentModule } from '#equipment';
import { ImportsController } from './imports.controller.js';

@Module({ imports: [EquipmentModule], controllers: [ImportsController] })
export class ImportsApiModule {}
