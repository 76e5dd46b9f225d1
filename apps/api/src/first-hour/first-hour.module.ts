import { Module } from '@nestjs/common';
import { DemoController } from './demo.controller.js';
import { SetupChecklistController } from './setup-checklist.controller.js';
import { SetupChecklistQueries } from './setup-checklist.queries.js';

/** Routes for new users: the demo users and the setup checklist. */
@Module({
  controllers: [DemoController, SetupChecklistController],
  providers: [SetupChecklistQueries],
})
export class FirstHourModule {}
