import { Module } from '@nestjs/common';
import { ServiceModule } from '#service';
import { TechniciansController } from './technicians.controller.js';
import { VisitsController } from './visits.controller.js';

@Module({ imports: [ServiceModule], controllers: [TechniciansController, VisitsController] })
export class TechniciansApiModule {}
