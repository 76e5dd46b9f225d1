import { Module } from '@nestjs/common';
import { DemoController } from './demo.controller.js';
import { SetupChecklistController } from './setup-checklist.controller.js';
import { SetupChecklistQueries } from './setup-checklist.queries.js';

/** Routes that help people during their first hour: the demo world's logins and the setup checklist. */
@Module({
  controllers: [DemoController, SetupChecklistController],
  providers: [SetupChecklistQueries],
})
export class FirstHourModule {}
