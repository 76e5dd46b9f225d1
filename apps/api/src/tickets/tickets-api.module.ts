import { Module } from '@nestjs/common';
import { ServiceModule } from '#service';
import { TicketsController } from './tickets.controller.js';

@Module({ imports: [ServiceModule], controllers: [TicketsController] })
export class TicketsApiModule {}
