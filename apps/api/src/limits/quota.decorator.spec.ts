import { ProofPacksController } from '../billing/invoices/proof-packs.controller.js';
import { RevenueController } from '../revenue/revenue.controller.js';
import { ExportSchedulesController } from '../telemetry/exports/export-schedules.controller.js';
import { MachineTelemetryController } from '../telemetry/machine-telemetry.controller.js';
import { ReadingsExportController } from '../telemetry/exports/readings-export.controller.js';
import { UsersController } from '../users/users.controller.js';
import { QUOTA } from './quota.decorator.js';

it.each([
  [ReadingsExportController.prototype.export, 'exports'],
  [MachineTelemetryController.prototype.export, 'exports'],
  [ExportSchedulesController.prototype.run, 'exports'],
  [RevenueController.prototype.export, 'exports'],
  [ProofPacksController.prototype.request, 'packs'],
  [UsersController.prototype.invite, 'invitations'],
])('%o uses the quota of %s', (handler, quota) => {
  expect(Reflect.getMetadata(QUOTA, handler)).toBe(quota);
});
