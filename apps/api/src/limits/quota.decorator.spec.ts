import { ProofPacksController } from '../billing/invoices/proof-packs.controller.js';
import { RevenueController } from '../revenue/revenue.controller.js';
import { ExportJobsController } from '../telemetry/exports/export-jobs.controller.js';
import { ExportSchedulesController } from '../telemetry/exports/export-schedules.controller.js';
import { MachineTelemetryController } from '../telemetry/machine-telemetry.controller.js';
import { ReadingsExportController } from '../telemetry/exports/readings-export.controller.js';
import { UsersController } from '../users/users.controller.js';
import { QUOTA } from './quota.decorator.js';

it.each([
  { controller: ReadingsExportController, handler: 'export', quota: 'exports' },
  { controller: MachineTelemetryController, handler: 'export', quota: 'exports' },
  { controller: ExportJobsController, handler: 'create', quota: 'exports' },
  { controller: ExportSchedulesController, handler: 'run', quota: 'exports' },
  { controller: RevenueController, handler: 'export', quota: 'exports' },
  { controller: ProofPacksController, handler: 'request', quota: 'packs' },
  { controller: UsersController, handler: 'invite', quota: 'invitations' },
])('$controller.name $handler uses the quota of $quota', ({ controller, handler, quota }) => {
  expect(Reflect.getMetadata(QUOTA, Reflect.get(controller.prototype, handler) as object)).toBe(quota);
});
