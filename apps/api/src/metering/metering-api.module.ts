import { Module } from '@nestjs/common';
import { MeterPreviewController } from './meter-preview.controller.js';

@Module({ controllers: [MeterPreviewController] })
export class MeteringApiModule {}
